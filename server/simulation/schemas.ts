import { z } from 'zod'
import { inputProblemCodes } from '#engine/flow/inputs/types.ts'

const outcome = z.enum(['REJECTED', 'APPROVED', 'UNDECIDED', 'DONE'])
const ids = z.array(z.string())
const taskId = z.string()

const problem = z.object({
  code: z.enum(inputProblemCodes),
  inputId: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

const difference = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answers'),
    refused: z.array(z.object({ label: z.string(), problem })),
    blocked: z.array(z.string()).describe("What the flow's checks say"),
  }),
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
