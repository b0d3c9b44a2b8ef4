import { expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import spec from './spec.ts'

it('is found by the name that Kestra gives it, and needs a script', () => {
  expect(vocabulary.tasks.get('io.kestra.plugin.scripts.node.Script')).toBe(spec)
  expect(spec.properties.safeParse({}).success).toBe(false)
  expect(spec.properties.safeParse({ script: '1' }).success).toBe(true)
})
