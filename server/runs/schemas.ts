import { z } from 'zod'
import { logLevels, states } from '#engine/flow/flow.ts'

const state = z.enum(states)
const stateView = z.object({
  current: state,
  histories: z.array(z.object({ state, date: z.string() })),
  startDate: z.string(),
  endDate: z.string().optional(),
  duration: z.string().describe('ISO 8601'),
})
const data = z.record(z.string(), z.unknown())

const taskRun = z.object({
  id: z.string(),
  executionId: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  taskId: z.string(),
  taskType: z.string(),
  parentTaskRunId: z.string().optional(),
  value: z.string().optional(),
  iteration: z.number().optional(),
  attempts: z.array(z.object({ state: stateView })).optional(),
  outputs: data.optional(),
  message: z.string().optional(),
  state: stateView,
})

const row = z.object({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  flowRevision: z.number(),
  inputs: data,
  outputs: data.optional(),
  labels: z.array(z.object({ key: z.string(), value: z.string() })),
  variables: data.optional(),
  parentId: z.string().optional(),
  originalId: z.string(),
  trigger: data.optional(),
  deleted: z.boolean(),
  metadata: z.object({ attemptNumber: z.number(), originalCreatedDate: z.string() }),
  url: z.string(),
  state: stateView,
  error: z.string().optional(),
  requestId: z.string().optional(),
})

export const executionSchema = row.extend({ taskRunList: z.array(taskRun) })
export const pageSchema = z.object({
  results: z.array(row.extend({ requester: z.string().optional(), requestNumber: z.string().optional() })),
  total: z.number(),
  after: z.string().optional(),
})
export const logSchema = z.array(
  z.object({
    namespace: z.string(),
    flowId: z.string(),
    taskId: z.string(),
    executionId: z.string(),
    taskRunId: z.string(),
    attemptNumber: z.number(),
    timestamp: z.string(),
    level: z.enum(logLevels),
    thread: z.string(),
    message: z.string(),
  }),
)

const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]))
const yes = z.enum(['true', 'false', '']).transform((value) => value !== 'false')

export const idParams = z.object({ id: z.string().min(1).max(200) })
export const flowParams = z.object({
  namespace: z.string().min(1).max(200),
  flowId: z.string().min(1).max(200),
})
export const startQuery = z.strictObject({
  wait: yes.optional().describe('Answer when it has ended or waits for people'),
  labels: many.optional().describe('key:value'),
  revision: z.coerce.number().int().min(1).optional(),
})
/** Filters are read from the address itself; here is what pages. */
export const listQuery = z.looseObject({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(25),
  sort: z.string().max(100).optional(),
  after: z.string().max(200).optional(),
})
export const flowListQuery = z.strictObject({
  namespace: z.string().min(1).max(200),
  flowId: z.string().min(1).max(200),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(25),
})
export const logQuery = z.strictObject({
  minLevel: z.enum(logLevels).optional(),
  taskRunId: z.string().max(500).optional(),
  taskId: z.string().max(200).optional(),
  attempt: z.coerce.number().int().min(0).optional(),
})
