import { z } from 'zod'
import { durationMs, isDuration } from '../duration.ts'
import type { Json, Retry } from '../flow.ts'
import { durationSchema } from './key-values.ts'
import type { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { entryOf, type Entry, type Path } from './tree.ts'

const common = {
  maxAttempts: z.int().min(1).describe('Attempts in all, the first one included.').optional(),
  maxDuration: durationSchema.describe('No new attempt after this time, ISO 8601.').optional(),
  warningOnRetry: z.boolean().describe('A success after a retry counts as WARNING.').default(false),
  behavior: z
    .enum(['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION'])
    .describe('What is tried again: the failed task in place, or the flow as a new execution.')
    .optional(),
}

export const retryKeys = {
  constant: z.object({
    type: z.literal('constant'),
    interval: durationSchema.describe('Wait before each attempt, ISO 8601.'),
    ...common,
  }),
  exponential: z.object({
    type: z.literal('exponential'),
    interval: durationSchema.describe('First wait, ISO 8601.'),
    maxInterval: durationSchema.describe('Longest wait, ISO 8601.'),
    delayFactor: z.number().min(1).describe('Factor between one wait and the next.').default(2),
    ...common,
  }),
  random: z.object({
    type: z.literal('random'),
    minInterval: durationSchema.describe('Shortest wait, ISO 8601.'),
    maxInterval: durationSchema.describe('Longest wait, ISO 8601.'),
    ...common,
  }),
}

/** Pairs of which the first must be the shorter. */
const orders = [
  ['interval', 'maxDuration'],
  ['interval', 'maxInterval'],
  ['minInterval', 'maxInterval'],
] as const

export function parseRetry(report: Report, entry: Entry, path: Path): Retry | undefined {
  const { node } = entry
  if (node.kind !== 'map') {
    report.add('wrong-type', '`retry` must be a map', { path, offset: node.start })
    return undefined
  }
  const type = entryOf(node, 'type')?.node
  const kind = type?.kind === 'scalar' ? type.value : undefined
  if (kind !== 'constant' && kind !== 'exponential' && kind !== 'random') {
    const at = { path: [...path, 'type'], offset: type?.start ?? entry.keyStart }
    report.add('unknown-type', '`type` of a retry must be one of `constant`, `exponential`, `random`', at)
    return undefined
  }
  const schema: z.ZodObject = retryKeys[kind]
  const aliases = { maxAttempt: 'maxAttempts' }
  const [values] = checkShape(report, {
    node,
    path,
    what: `a ${kind} retry`,
    schemas: [schema],
    also: [],
    aliases,
  })
  if (!values) return undefined
  for (const [shorter, longer] of orders) {
    const [a, b] = [values[shorter], values[longer]]
    if (!isText(a) || !isText(b) || durationMs(a) < durationMs(b)) continue
    const offset = entryOf(node, shorter)?.node.start ?? node.start
    report.add('invalid-value', `'${shorter}' must be less than '${longer}' but is ${a}`, {
      path: [...path, shorter],
      offset,
    })
  }
  return retryOf(values)
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && isDuration(value)
}

const compiled = z.discriminatedUnion('type', [retryKeys.constant, retryKeys.exponential, retryKeys.random])

function retryOf(values: Json): Retry {
  return compiled.parse(values)
}
