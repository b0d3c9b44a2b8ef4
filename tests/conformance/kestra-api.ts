import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** What is read of a schema of the document. */
interface Schema {
  $ref?: string
  type?: string
  nullable?: boolean
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  allOf?: Schema[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  additionalProperties?: Schema | boolean
}

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }>
  >
  components: { schemas: Record<string, Schema> }
}

const file = fileURLToPath(new URL('../../../shared/kestra/openapi.yaml', import.meta.url))

/** The API that clients were made for; undefined where its document is not beside the checkout. */
export function kestraApi(): Document | undefined {
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Document) : undefined
}

/** Where a JSON answer does not fit what the document says of a route; empty where it does. @param path as in the document, below the tenant */
export function misfits(
  document: Document,
  { method, path, answer }: { method: string; path: string; answer: unknown },
): string[] {
  const operation = document.paths[`/api/v1/{tenant}${path}`] ?? document.paths[`/api/v1${path}`]
  const row = operation?.[method.toLowerCase()]
  if (!row) return [`the document has no ${method} ${path}`]
  const content = row.responses['200']?.content
  const schema = (content?.['application/json'] ?? content?.['text/json'])?.schema
  return schema ? walk(document, schema, { value: answer, at: '' }) : []
}

interface Found {
  value: unknown
  at: string
}

/** The keywords that the document uses. Properties that it does not name are allowed: answers may tell more. */
function walk(document: Document, schema: Schema, { value, at }: Found): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    // Labels and values of any kind: the document drew the Java classes that hold them, not their JSON.
    if (/^(Map|Property)_/.test(name)) return []
    return walk(document, document.components.schemas[name] ?? {}, { value, at })
  }
  if ((value === null && schema.nullable === true) || isAnything(schema)) return []
  const alternatives = schema.oneOf ?? schema.anyOf
  const inAlternatives = alternatives?.map((one) => walk(document, one, { value, at })) ?? []
  const isNone = inAlternatives.length > 0 && inAlternatives.every((found) => found.length > 0)
  return [
    ...(schema.allOf ?? []).flatMap((one) => walk(document, one, { value, at })),
    ...(isNone ? [`${at}: fits no alternative`] : []),
    ...(schema.enum && !schema.enum.includes(value)
      ? [`${at}: ${String(value)} is none of ${schema.enum.join(', ')}`]
      : []),
    ...(schema.type !== undefined && !isOf(schema.type, value)
      ? [`${at}: ${JSON.stringify(value)} is no ${schema.type}`]
      : []),
    ...inside(document, schema, { value, at }),
  ]
}

/** What Java calls an Object, any JSON that is, the document calls an object without properties. */
function isAnything({ type, properties, additionalProperties, allOf, oneOf, anyOf }: Schema): boolean {
  const isBare = properties === undefined && additionalProperties === undefined
  return type === 'object' && isBare && !allOf && !oneOf && !anyOf
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function inside(document: Document, schema: Schema, { value, at }: Found): string[] {
  const { items, properties = {}, required = [], additionalProperties: others } = schema
  if (Array.isArray(value))
    return items ? value.flatMap((one, n) => walk(document, items, { value: one, at: `${at}[${n}]` })) : []
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  // The document drew Java's getters of a state as properties beside those that they read.
  const needed = required.filter((key) => !/^get[A-Z]/.test(key))
  const missing = needed.filter((key) => !entries.some(([name]) => name === key))
  return [
    ...missing.map((key) => `${at}.${key}: is missing`),
    ...entries.flatMap(([key, inner]) => {
      const known = properties[key] ?? (typeof others === 'object' ? others : undefined)
      return known ? walk(document, known, { value: inner, at: `${at}.${key}` }) : []
    }),
  ]
}
