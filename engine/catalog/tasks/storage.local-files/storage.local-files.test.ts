import { expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import spec from './spec.ts'

it('is found by the names that Kestra gives and gave it, and takes files by name', () => {
  for (const name of spec.aliases) expect(vocabulary.tasks.get(name)).toBe(spec)
  for (const given of [{}, { inputs: { a: 1 } }, { inputs: '{{ outputs.a.uri }}', outputs: ['*'] }])
    expect(spec.properties.safeParse(given).success).toBe(true)
  for (const given of [{ inputs: ['a'] }, { outputs: 'a' }])
    expect(spec.properties.safeParse(given).success).toBe(false)
})
