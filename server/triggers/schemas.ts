import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'

const id = z.string().min(1).max(200)

export const flowParams = z.object({ namespace: id, flowId: id })
export const triggerParams = flowParams.extend({ triggerId: id })

/** What names a trigger in a body; clients send the whole state that they were given. */
export const keyBody = z
  .looseObject({ namespace: id, flowId: id, triggerId: id })
  .transform(({ namespace, flowId, triggerId }) => ({ namespace, flowId, triggerId }))
export const keysBody = z.array(keyBody).min(1).max(1000)
export const disableBody = z
  .looseObject({ namespace: id, flowId: id, triggerId: id, disabled: z.boolean() })
  .transform(({ namespace, flowId, triggerId, disabled }) => ({
    key: { namespace, flowId, triggerId },
    disabled,
  }))
export const disableManyBody = z.object({ triggers: keysBody, disabled: z.boolean() })

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const labels = z
  .array(z.object({ key: z.string().min(1).max(200), value: z.string().max(1000) }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])))

export const backfillBody = z.looseObject({
  namespace: id,
  flowId: id,
  triggerId: id,
  backfill: z
    .looseObject({
      start: moment,
      end: moment.nullish().transform((date) => date ?? undefined),
      inputs: z
        .record(z.string(), z.json())
        .nullish()
        .transform((value) => value ?? undefined),
      labels: labels.nullish().transform((value) => value ?? undefined),
    })
    .refine(({ start, end }) => start <= (end ?? new Date()), {
      message: 'The start must lie before the end, and not in the future.',
      path: ['start'],
    }),
})

const backfill = z.object({
  start: z.string(),
  end: z.string(),
  currentDate: z.string(),
  paused: z.boolean(),
  inputs: z.record(z.string(), z.json()),
  labels: z.array(z.object({ key: z.string(), value: z.string() })),
  looked: z.number(),
  started: z.number(),
  total: z.number().optional(),
})

export const stateSchema = z.object({
  namespace: z.string(),
  flowId: z.string(),
  triggerId: z.string(),
  type: z.string(),
  kind: z.literal('SCHEDULE').optional(),
  disabled: z.boolean(),
  sourceDisabled: z.boolean(),
  locked: z.boolean(),
  executionId: z.string().optional(),
  date: z.string().optional(),
  lastTriggeredDate: z.string().optional(),
  nextExecutionDate: z.string().optional(),
  nextEvaluationDate: z.string().optional(),
  evaluatedAt: z.string().optional(),
  updatedAt: z.string(),
  updatedDate: z.string(),
  stopAfter: z.array(z.enum(states)).optional(),
  error: z.string().optional(),
  backfill: backfill.optional(),
})

const source = z.looseObject({ id: z.string(), type: z.string() })

export const rowsSchema = z.object({
  results: z.array(
    z.object({ trigger: source, state: stateSchema, abstractTrigger: source, triggerContext: stateSchema }),
  ),
  total: z.int(),
})
export const statesSchema = z.object({ results: z.array(stateSchema), total: z.int() })
export const countSchema = z.object({
  count: z.int().describe('Triggers that it was done to'),
  totalItems: z.int(),
  operationId: z.string(),
})
