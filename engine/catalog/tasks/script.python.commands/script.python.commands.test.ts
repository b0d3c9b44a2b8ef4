import { expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import spec from './spec.ts'

it('is found by the name that Kestra gives it, and needs commands', () => {
  expect(vocabulary.tasks.get('io.kestra.plugin.scripts.python.Commands')).toBe(spec)
  for (const given of [{}, { commands: [] }, { commands: 'true' }, { commands: [{ a: 1 }] }])
    expect(spec.properties.safeParse(given).success).toBe(false)
  for (const given of [{ commands: ['true'] }, { commands: '{{ vars.commands }}' }])
    expect(spec.properties.safeParse(given).success).toBe(true)
})
