import type { Json, JsonObject } from '../../flow.ts'
import { patternProblem } from '../../pattern.ts'

const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']
const isCount = (value: Json) => typeof value === 'number' && Number.isInteger(value) && value >= 0
const isText = (value: Json) => typeof value === 'string'
const isNumber = (value: Json) => typeof value === 'number'
const isTexts = (value: Json) => Array.isArray(value) && value.every(isText)
const anything = () => true

/** Formats that are judged; any other is refused, for it would be taken for a rule. */
export const formats: Readonly<Record<string, RegExp>> = {
  email: /^[^\s@]{1,64}@[^\s@]{1,190}$/,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
  'date-time':
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
}

/** What a keyword's value has to be; those that only tell something to a reader may be anything. */
const plain: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => [value].flat().every((one) => types.includes(String(one))),
  enum: Array.isArray,
  const: anything,
  format: (value) => Object.hasOwn(formats, String(value)),
  required: isTexts,
  minItems: isCount,
  maxItems: isCount,
  uniqueItems: (value) => typeof value === 'boolean',
  minLength: isCount,
  maxLength: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => typeof value === 'number' && value > 0,
  pattern: (value) => typeof value === 'string' && patternProblem(value) === undefined,
  $ref: (value) => typeof value === 'string' && (value === '#' || value.startsWith('#/')),
  ...Object.fromEntries(
    ['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'deprecated'].map(
      (name) => [name, anything],
    ),
  ),
}

/** Keywords whose value is a schema, a list of them or a map of them. */
export const inner: Readonly<Record<string, 'one' | 'list' | 'map'>> = {
  items: 'one',
  additionalProperties: 'one',
  propertyNames: 'one',
  contains: 'one',
  not: 'one',
  if: 'one',
  then: 'one',
  else: 'one',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  properties: 'map',
  $defs: 'map',
  definitions: 'map',
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Why a value is no JSON Schema that is understood whole; undefined where it is one. Nothing in it would be passed over in silence. */
export function schemaProblem(schema: Json, root: Json = schema, at = '#'): string | undefined {
  if (typeof schema === 'boolean') return undefined
  if (!isMap(schema)) return `${at} must be a map`
  for (const [name, value] of Object.entries(schema)) {
    const kind = Object.hasOwn(inner, name) ? inner[name] : undefined
    const accepts = Object.hasOwn(plain, name) ? plain[name] : undefined
    if (!kind && !accepts) return `${at}/${name} is a keyword that is not supported`
    if (accepts && !accepts(value)) return `${at}/${name} has a value that is not allowed`
    if (name === '$ref' && resolve(root, String(value)) === undefined)
      return `${at}/$ref points to nothing: ${String(value)}`
    const problem = kind && innerProblem({ kind, value, root, at: `${at}/${name}` })
    if (problem !== undefined) return problem
  }
  return undefined
}

interface Inner {
  kind: 'one' | 'list' | 'map'
  value: Json
  root: Json
  at: string
}

function innerProblem({ kind, value, root, at }: Inner): string | undefined {
  if (kind === 'one') return schemaProblem(value, root, at)
  if (kind === 'list' ? !Array.isArray(value) : !isMap(value))
    return `${at} must be a ${kind === 'list' ? 'list' : 'map'} of schemas`
  for (const [name, schema] of Object.entries(value ?? {})) {
    const problem = schemaProblem(schema, root, `${at}/${name}`)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** What `#/$defs/amount` points to. */
export function resolve(root: Json, ref: string): Json | undefined {
  let at: Json | undefined = root
  for (const part of ref.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = Array.isArray(at) ? at[Number(name)] : at[name]
  }
  return at
}
