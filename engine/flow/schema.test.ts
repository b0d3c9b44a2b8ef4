import { expect, it } from 'vitest'
import { blockSpecs, fieldSpecs, taskSpecs } from '#generated/catalog/specs.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { appSchema, flowSchema } from './schema.ts'

it('names every word of the catalog, refuses unknown keys, and is JSON', () => {
  const text = JSON.stringify(flowSchema(vocabulary))
  for (const type of [
    ...Object.keys(taskSpecs).filter((type) => !taskSpecs[type]?.internal),
    ...Object.keys(fieldSpecs),
  ])
    expect(text).toContain(`"${type}"`)
  expect(JSON.parse(text)).toMatchObject({
    required: ['id', 'namespace', 'tasks'],
    additionalProperties: false,
  })
  const app = JSON.stringify(appSchema(vocabulary))
  for (const word of ['flowId', 'layout', ...Object.keys(blockSpecs)]) expect(app).toContain(`"${word}"`)
})
