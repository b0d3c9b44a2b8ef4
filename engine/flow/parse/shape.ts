import type { z } from 'zod'
import type { Json, JsonObject } from '../flow.ts'
import type { Report } from './report.ts'
import { descend, isNull, printPath, toJson, type Mapping, type Node, type Path } from './tree.ts'
import { unknownKeys } from './unknown-keys.ts'
import { demandOf, describeNode } from './words.ts'

/** What a map may hold, and who it is in a message: `a task of type \`log\``. */
export interface Shape {
  node: Mapping
  path: Path
  what: string
  /** Judged one by one, each over its own keys. */
  schemas: readonly z.ZodObject[]
  /** Keys that the caller reads itself. */
  also: readonly string[]
  /** Names of earlier days: read, and told to the author. */
  aliases?: Readonly<Record<string, string>>
  /** Other spellings that are as good. */
  synonyms?: Readonly<Record<string, string>>
  /** Known keys that this release does not carry, each with what to say about it. */
  refused?: Readonly<Record<string, string>>
}

/**
 * Reports unknown keys, missing ones and wrong values of a map.
 * @returns for each schema what it made of its keys, defaults filled in; undefined where it refused.
 */
export function checkShape(report: Report, shape: Shape): (JsonObject | undefined)[] {
  const entries = namedEntries(report, shape)
  return shape.schemas.map((schema) => {
    const own: Record<string, Json> = {}
    for (const [key, node] of entries) if (Object.hasOwn(schema.shape, key)) own[key] = toJson(node)
    const mine: Located = { report, shape, entries }
    const result = schema.safeParse(own)
    const complete = reportNested(mine, schema, own)
    if (!result.success) for (const issue of result.error.issues) reportIssue(mine, issue)
    return result.success && complete ? asJsonObject(result.data) : undefined
  })
}

interface Located {
  report: Report
  shape: Shape
  entries: ReadonlyMap<string, Node>
}

/** The map's entries under their canonical names, without the empty ones. */
function namedEntries(report: Report, shape: Shape): Map<string, Node> {
  const old = shape.aliases ?? {}
  const result = new Map<string, Node>()
  for (const [key, entry] of shape.node.entries) {
    const name = isKnown(shape, key) ? key : (named(shape.synonyms, key) ?? named(old, key) ?? key)
    const at = { path: [...shape.path, key], offset: entry.keyStart }
    const refusal = shape.refused && Object.hasOwn(shape.refused, key) ? shape.refused[key] : undefined
    if (isKnown(shape, name)) {
      if (isNull(entry.node)) continue
      if (result.has(name))
        report.add('duplicate-key', `\`${key}\` and \`${name}\` are two names of one property`, at)
      else result.set(name, entry.node)
      if (name !== key && Object.hasOwn(old, key)) noteAlias(report, { from: key, to: name }, at)
    } else if (refusal !== undefined)
      report.add('not-supported', `\`${key}\` is not supported: ${refusal}`, at)
    else {
      const hint = report.hint(key, () => [
        ...shape.schemas.flatMap((schema) => Object.keys(schema.shape)),
        ...shape.also,
      ])
      report.add('unknown-property', `Unrecognized field "${key}" in ${shape.what}${hint}`, at)
    }
  }
  return result
}

function isKnown({ schemas, also }: Shape, key: string): boolean {
  return schemas.some((schema) => Object.hasOwn(schema.shape, key)) || also.includes(key)
}

function named(names: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return names && Object.hasOwn(names, key) ? names[key] : undefined
}

function noteAlias(
  report: Report,
  replacement: { from: string; to: string },
  at: { path: Path; offset: number },
): void {
  const message = `\`${replacement.from}\` is an older name of \`${replacement.to}\``
  report.note({ kind: 'deprecated', message, replacement }, at)
}

/** Where a path inside the shape's own values stands in the source. */
function locate(
  { shape, entries }: Located,
  path: readonly PropertyKey[],
): { at: { path: Path; offset: number }; node?: Node } {
  const parts = path.map((part) => (typeof part === 'number' ? part : String(part)))
  const [first, ...rest] = parts
  const top = first === undefined ? undefined : entries.get(String(first))
  if (first === undefined || !top)
    return { at: { path: [...shape.path, ...parts], offset: shape.node.start } }
  const found = descend(top, rest)
  const at = { path: [...shape.path, ...parts], offset: rest.length === 0 ? top.start : found.node.start }
  return { at, node: found.reached ? found.node : undefined }
}

function reportIssue(mine: Located, issue: z.core.$ZodIssue): void {
  const inner = issue.code === 'invalid_union' ? bestBranch(issue) : undefined
  if (inner) {
    for (const one of inner) reportIssue(mine, { ...one, path: [...issue.path, ...one.path] })
    return
  }
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) reportStranger(mine, [...issue.path, key])
    return
  }
  const { at, node } = locate(mine, issue.path)
  const name = printPath(issue.path.map((part) => (typeof part === 'number' ? part : String(part))))
  if (issue.code === 'custom') mine.report.add('invalid-value', issue.message, at)
  else if (!node) {
    const missing = `\`${name}\` must not be null: ${mine.shape.what} needs it`
    mine.report.add('missing-property', missing, at)
  } else {
    const code =
      issue.code === 'invalid_type' || issue.code === 'invalid_union' ? 'wrong-type' : 'invalid-value'
    mine.report.add(code, `\`${name}\` ${demandOf(issue)}, but is ${describeNode(node)}`, at)
  }
}

/** A key that another alternative of a union knows, but not the one that was chosen. */
function reportStranger(mine: Located, path: readonly PropertyKey[]): void {
  const { at } = locate(mine, path)
  if (mine.report.has('unknown-property', at.path)) return
  const parts = path.map((part) => (typeof part === 'number' ? part : String(part)))
  const { offset, reached } = descend(mine.shape.node, parts)
  const place = { path: at.path, offset: reached ? offset : at.offset }
  mine.report.add('unknown-property', `Unrecognized field "${String(path.at(-1))}" here`, place)
}

/** The branch of a union that was meant: one that accepts the value's kind and only complains about what is inside. */
function bestBranch(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  return issue.errors.find((branch) => branch.length > 0 && branch.every((one) => one.path.length > 0))
}

/** Keys inside maps that no schema knows would be dropped in silence. */
function reportNested(mine: Located, schema: z.ZodObject, own: JsonObject): boolean {
  let complete = true
  for (const { path, key, known } of unknownKeys(schema, own)) {
    const { at } = locate(mine, path)
    const owner = descend(
      mine.shape.node,
      path.map((part) => part),
    )
    const inside = owner.node.kind === 'map' ? owner.node.entries.get(key) : undefined
    const place = { path: [...at.path, key], offset: inside?.keyStart ?? at.offset }
    mine.report.add(
      'unknown-property',
      `Unrecognized field "${key}" in \`${printPath(path)}\`${mine.report.hint(key, known)}`,
      place,
    )
    complete = false
  }
  return complete
}

/** What a schema made, as JSON: absent entries are left out. */
export function asJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (Array.isArray(value)) return value.map(asJson)
  return typeof value === 'object' ? asJsonObject(value) : null
}

function asJsonObject(value: object): JsonObject {
  const result: JsonObject = {}
  for (const [key, entry] of Object.entries(value) as [string, unknown][]) {
    if (entry === undefined) continue
    // A key may be called `__proto__` or `constructor`; the parser of YAML refuses the first.
    result[key] = asJson(entry)
  }
  return result
}
