import { canonicalJson } from '../../canonical.ts'
import type { Json, JsonObject } from '../../flow.ts'
import { matchesWhole } from '../../pattern.ts'
import { formats, isMap, resolve } from './keywords.ts'

/** Schemas that are looked at for one value, and how many of them inside one another: a `$ref` that goes round ends here. */
const maxSteps = 20_000
const maxDepth = 200

interface Look {
  root: Json
  steps: number
  depth: number
}

/**
 * What of a JSON Schema a value breaks first: `/items/0/amount must be a number`; undefined where it fits.
 * @throws Error where the schema asks for more than is looked at
 */
export function breachOf(schema: Json, value: Json): string | undefined {
  return judge(schema, { value, at: '', look: { root: schema, steps: 0, depth: 0 } })
}

interface Place {
  value: Json
  at: string
  look: Look
}

type Rule = (argument: Json, place: Place, schema: JsonObject) => string | undefined

function judge(schema: Json, place: Place): string | undefined {
  const { look } = place
  if (++look.steps > maxSteps || look.depth >= maxDepth) throw new Error('The JSON Schema asks for too much')
  if (schema === false) return say(place, 'must not be there')
  if (!isMap(schema)) return undefined
  look.depth++
  for (const [name, argument] of Object.entries(schema)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    const breach = rule?.(argument, place, schema)
    if (breach === undefined) continue
    look.depth--
    return breach
  }
  look.depth--
  return undefined
}

function say({ at }: Place, what: string): string {
  return `${at === '' ? 'the value' : at} ${what}`
}

function fits(schema: Json, place: Place): boolean {
  return judge(schema, place) === undefined
}

/** The first breach among values inside, each with the schema for it. */
function first(parts: Iterable<readonly [Json, Place]>): string | undefined {
  for (const [schema, place] of parts) {
    const breach = judge(schema, place)
    if (breach !== undefined) return breach
  }
  return undefined
}

function isType(value: Json, type: string): boolean {
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value)
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  return type === 'object' ? isMap(value) : typeof value === type
}

const listOf = (value: Json): Json[] => (Array.isArray(value) ? value : [])
const entriesOf = (value: Json): [string, Json][] => (isMap(value) ? Object.entries(value) : [])

function number(words: string, holds: (value: number, limit: number) => boolean): Rule {
  return (limit, place) =>
    typeof place.value !== 'number' || holds(place.value, Number(limit))
      ? undefined
      : say(place, `${words} ${String(limit)}`)
}

function size(words: string, sizeOf: (value: Json) => number | undefined, most: boolean): Rule {
  return (limit, place) => {
    const count = sizeOf(place.value)
    if (count === undefined || (most ? count <= Number(limit) : count >= Number(limit))) return undefined
    return say(place, `must have at ${most ? 'most' : 'least'} ${String(limit)} ${words}`)
  }
}

const characters = (value: Json) => (typeof value === 'string' ? [...value].length : undefined)
const entries = (value: Json) => (Array.isArray(value) ? value.length : undefined)
const properties = (value: Json) => (isMap(value) ? Object.keys(value).length : undefined)

const rules: Readonly<Record<string, Rule>> = {
  type: (type, place) =>
    listOf([type].flat()).some((one) => isType(place.value, String(one)))
      ? undefined
      : say(place, `must be of type ${[type].flat().map(String).join(' or ')}`),
  enum: (values, place) =>
    listOf(values).some((one) => canonicalJson(one) === canonicalJson(place.value))
      ? undefined
      : say(place, `must be one of ${JSON.stringify(values)}`),
  const: (value, place) =>
    canonicalJson(value) === canonicalJson(place.value)
      ? undefined
      : say(place, `must be ${JSON.stringify(value)}`),
  required: (names, place) => {
    const { value } = place
    const missing = isMap(value) && listOf(names).find((name) => !Object.hasOwn(value, String(name)))
    return typeof missing === 'string' ? say(place, `must have ${missing}`) : undefined
  },
  minimum: number('must be at least', (value, limit) => value >= limit),
  maximum: number('must be at most', (value, limit) => value <= limit),
  exclusiveMinimum: number('must be more than', (value, limit) => value > limit),
  exclusiveMaximum: number('must be less than', (value, limit) => value < limit),
  multipleOf: number('must be a multiple of', (value, step) => {
    const times = value / step
    return Math.abs(times - Math.round(times)) < 1e-9
  }),
  minLength: size('characters', characters, false),
  maxLength: size('characters', characters, true),
  minItems: size('entries', entries, false),
  maxItems: size('entries', entries, true),
  minProperties: size('properties', properties, false),
  maxProperties: size('properties', properties, true),
  // JSON Schema's patterns look anywhere in the text
  pattern: (pattern, place) =>
    typeof place.value !== 'string' || matchesWhole(`[\\s\\S]*?(?:${String(pattern)})[\\s\\S]*`, place.value)
      ? undefined
      : say(place, `must match ${String(pattern)}`),
  format: (format, place) => {
    const pattern = formats[String(format)]
    return typeof place.value !== 'string' || !pattern || pattern.test(place.value)
      ? undefined
      : say(place, `must be of format ${String(format)}`)
  },
  uniqueItems: (wanted, place) => {
    const items = listOf(place.value)
    const distinct = new Set(items.map(canonicalJson)).size
    return wanted !== true || distinct === items.length ? undefined : say(place, 'must not repeat an entry')
  },
  properties: (schemas, { value, at, look }) =>
    first(
      entriesOf(schemas).flatMap(([name, schema]) => {
        const inside = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined
        return inside === undefined ? [] : [[schema, { value: inside, at: `${at}/${name}`, look }] as const]
      }),
    ),
  additionalProperties: (extra, { value, at, look }, { properties: known = {} }) =>
    first(
      entriesOf(value)
        .filter(([name]) => !isMap(known) || !Object.hasOwn(known, name))
        .map(([name, inside]) => [extra, { value: inside, at: `${at}/${name}`, look }] as const),
    ),
  propertyNames: (names, { value, at, look }) =>
    first(entriesOf(value).map(([name]) => [names, { value: name, at: `${at}/${name}`, look }] as const)),
  prefixItems: (schemas, { value, at, look }) =>
    first(
      listOf(value).flatMap((item, n) => {
        const schema = listOf(schemas)[n]
        return schema === undefined ? [] : [[schema, { value: item, at: `${at}/${n}`, look }] as const]
      }),
    ),
  items: (schema, { value, at, look }, { prefixItems }) => {
    const from = listOf(prefixItems ?? []).length
    return first(
      listOf(value)
        .slice(from)
        .map((item, n) => [schema, { value: item, at: `${at}/${n + from}`, look }] as const),
    )
  },
  contains: (schema, place) =>
    !Array.isArray(place.value) || place.value.some((value) => fits(schema, { ...place, value }))
      ? undefined
      : say(place, 'lacks an entry that is asked for'),
  allOf: (schemas, place) => first(listOf(schemas).map((schema) => [schema, place] as const)),
  anyOf: (schemas, place) =>
    listOf(schemas).some((schema) => fits(schema, place))
      ? undefined
      : say(place, 'fits none of the alternatives'),
  oneOf: (schemas, place) =>
    listOf(schemas).filter((schema) => fits(schema, place)).length === 1
      ? undefined
      : say(place, 'must fit exactly one of the alternatives'),
  not: (schema, place) => (fits(schema, place) ? say(place, 'is what must not be') : undefined),
  if: (schema, place, { then = true, else: otherwise = true }) =>
    judge(fits(schema, place) ? then : otherwise, place),
  $ref: (ref, place) => {
    const target = resolve(place.look.root, String(ref))
    return target === undefined ? undefined : judge(target, place)
  },
}
