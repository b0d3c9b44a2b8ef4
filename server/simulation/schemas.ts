import { z } from 'zod'

const outcome = z.enum(['REJECTED', 'APPROVED', 'UNDECIDED', 'DONE'])
const ids = z.array(z.string())
const taskId = z.string()

const difference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), added: ids, removed: ids }),
  z.object({
    kind: z.literal('deciders'),
    taskId,
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  z.object({ kind: z.literal('auto'), taskId, after: z.boolean() }),
  z.object({ kind: z.literal('outcome'), before: outcome, after: outcome, taskId: taskId.optional() }),
])

export const simulation = z.object({
  looked: z.int(),
  changed: z.array(
    z.object({
      executionId: z.string(),
      createdAt: z.iso.datetime(),
      request: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
      differences: z.array(difference),
    }),
  ),
})
