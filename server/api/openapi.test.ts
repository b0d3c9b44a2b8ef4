import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from './openapi.ts'
import { table } from './table.ts'

const operation = z.looseObject({
  operationId: z.string().regex(/^\w+$/),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(1),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean().optional(),
      schema: z.record(z.string(), z.unknown()),
    }),
  ),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) })
    .optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|[1-5]XX|default)$/),
    z.looseObject({ description: z.string() }),
  ),
})
const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.record(z.enum(['get', 'post', 'put', 'patch', 'delete']).or(z.string()), operation),
  ),
})

function read() {
  // as a client gets it: undefined properties are gone
  const document: unknown = JSON.parse(JSON.stringify(openApi(table)))
  return { document, parsed: documentSchema.parse(document) }
}

describe('the OpenAPI document', () => {
  test('has every row of the table', () => {
    const { parsed } = read()
    for (const row of table) {
      expect(Object.keys(parsed.paths[row.path] ?? {}), row.path).toContain(row.method.toLowerCase())
    }
    const rows = Object.values(parsed.paths).flatMap((path) => Object.keys(path))
    expect(rows).toHaveLength(table.length)
  })

  test('names each operation once and declares the parameters of its path', () => {
    const { parsed } = read()
    const operations = Object.entries(parsed.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((one) => ({ path, ...one })),
    )
    const ids = operations.map((one) => one.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, parameters } of operations) {
      const declared = parameters.filter((one) => one.in === 'path').map((one) => one.name)
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    }
  })

  test('refers to nothing that is not in it', () => {
    const { document } = read()
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
    expect(new Set(references.map(([, name]) => name))).toEqual(new Set(['Error']))
  })
})
