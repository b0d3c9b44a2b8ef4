import { z } from 'zod'
import type { Route } from './route.ts'
import { version } from './version.ts'

type Schema = Record<string, unknown>

const errors: Record<string, string> = {
  '401': 'No one is known by this call',
  '403': 'May not',
  '404': 'There is no such thing, or the caller may not know of it',
  '409': 'Wrong state',
  '413': 'Too large',
  '422': 'Invalid, with every reason',
  '429': 'Too many calls; Retry-After says when',
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function propertiesOf(schema: z.ZodType | undefined): {
  properties: Record<string, Schema>
  required: string[]
} {
  if (!schema) return { properties: {}, required: [] }
  const { properties, required } = toJsonSchema(schema, 'input') as Partial<ReturnType<typeof propertiesOf>>
  return { properties: properties ?? {}, required: required ?? [] }
}

function parameters(row: Route): Schema[] {
  const path = propertiesOf(row.params)
  const query = propertiesOf(row.query)
  const names = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return [
    ...names.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: path.properties[name] ?? { type: 'string' },
    })),
    ...Object.entries(query.properties).map(([name, schema]) => ({
      name,
      in: 'query',
      required: query.required.includes(name),
      schema,
    })),
  ]
}

const mediaTypes = {
  json: 'application/json',
  yaml: 'application/x-yaml',
  multipart: 'multipart/form-data',
  stream: 'application/octet-stream',
} as const

function requestBody(row: Route): Schema | undefined {
  const kind = row.bodyKind ?? (row.body ? 'json' : undefined)
  if (!kind) return undefined
  const open = kind === 'multipart' ? { type: 'object' } : { type: 'string', format: 'binary' }
  return { content: { [mediaTypes[kind]]: { schema: row.body ? toJsonSchema(row.body, 'input') : open } } }
}

function responses(row: Route): Schema {
  const ok = row.answer
    ? {
        '200': {
          description: 'OK',
          content: { 'application/json': { schema: toJsonSchema(row.answer, 'output') } },
        },
      }
    : { '2XX': { description: 'A file, an event stream, or nothing' } }
  const refused = Object.entries(errors).map(([status, description]) => [
    status,
    { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
  ])
  return { ...ok, ...Object.fromEntries(refused) }
}

/** `GET /executions/{id}/file` is `getExecutionsIdFile`. */
function operationId(row: Route): string {
  const words = row.path.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '')
  return row.method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function operation(row: Route): Schema {
  const mayRepeat = row.method === 'POST' && row.bodyKind !== 'multipart' && row.bodyKind !== 'stream'
  const header = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } }
  return {
    operationId: operationId(row),
    tags: [row.tag],
    summary: row.summary,
    'x-permission': row.permission,
    ...(row.also ? { 'x-permission-also': row.also } : {}),
    ...(row.permission === 'public' ? { security: [] } : {}),
    parameters: [...parameters(row), ...(mayRepeat ? [header] : [])],
    requestBody: requestBody(row),
    responses: responses(row),
  }
}

const detail = {
  type: 'object',
  required: ['message', 'path'],
  properties: {
    message: { type: 'string' },
    path: { type: 'string' },
    line: { type: 'integer' },
    column: { type: 'integer' },
  },
}

/** The OpenAPI 3.1 document of a table. */
export function openApi(table: readonly Route[]): Schema {
  const paths: Record<string, Schema> = {}
  for (const row of table) {
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: operation(row) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Formwork', version },
    servers: [{ url: '/api/v1/main' }, { url: '/api/v1' }],
    security: [{ basic: [] }, { bearer: [] }],
    tags: [...new Set(table.map((row) => row.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['message', '_embedded'],
          properties: {
            message: { type: 'string' },
            _embedded: { type: 'object', properties: { errors: { type: 'array', items: detail } } },
          },
        },
      },
    },
  }
}
