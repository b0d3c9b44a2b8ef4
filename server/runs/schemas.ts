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
  asks: z.literal(true).optional().describe('People are asked to decide in it'),
  parentTaskRunId: z.string().optional(),
  value: z.string().optional(),
  iteration: z.number().optional(),
  attempts: z.array(z.object({ state: stateView, logFile: z.string().optional() })).optional(),
  outputs: data.optional(),
  message: z.string().optional(),
  state: stateView,
})

const row = z.object({
  tenantId: z.literal('main').describe('There is one tenant'),
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
  scheduleDate: z.string().optional().describe('When it begins, or was to begin'),
  deleted: z.boolean(),
  metadata: z.object({ attemptNumber: z.number(), originalCreatedDate: z.string() }),
  url: z.string(),
  state: stateView,
  error: z.string().optional(),
  requestId: z.string().optional(),
})

export const executionSchema = row.extend({
  taskRunList: z.array(taskRun),
  queuedBehind: z.int().optional().describe('While it is QUEUED: how many wait before it'),
})
export const pageSchema = z.object({
  results: z.array(
    row.extend({
      taskRunList: z.array(taskRun).optional().describe('The first 100 of each, fewer on long pages'),
      requester: z.string().optional(),
      requestNumber: z.string().optional(),
    }),
  ),
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
/** Why a call that names breakpoints is refused. */
export const noBreakpoints =
  'there are no breakpoints: a `pause` task stops an execution where it stands, and a replay begins at any task run'
export const breakpoints = z.literal('', { error: noBreakpoints }).optional()
export const startQuery = z.strictObject({
  breakpoints,
  kind: z.literal('NORMAL', { error: 'executions are NORMAL here: there are no others' }).optional(),
  wait: yes.optional().describe('Answer when it has ended or waits for people'),
  labels: many.optional().describe('key:value'),
  revision: z.coerce.number().int().min(1).optional(),
  scheduleDate: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional()
    .describe('It begins then; until then it is CREATED'),
})
export const deleteQuery = z.strictObject({
  deleteLogs: yes.optional().describe('Default true'),
  deleteMetrics: yes.optional().describe('Default true'),
  deleteStorage: yes.optional().describe('Its files; default true'),
})
/** Filters are read from the address itself; here is what pages. */
export const listQuery = z.looseObject({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(25),
  sort: z.string().max(100).optional(),
  taskRuns: yes.default(true).describe('false: the rows alone'),
  after: z.string().max(200).optional(),
})
export const flowListQuery = z.strictObject({
  namespace: z.string().min(1).max(200),
  flowId: z.string().min(1).max(200),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(25),
})
export const followDependenciesQuery = z.strictObject({
  destinationOnly: z.stringbool().default(false).describe('Only what it started, not what started it'),
  expandAll: z.stringbool().default(false).describe('At any depth'),
})
export const logQuery = z.strictObject({
  minLevel: z.enum(logLevels).optional(),
  taskRunId: z.string().max(500).optional(),
  taskId: z.string().max(200).optional(),
  attempt: z.coerce.number().int().min(0).optional(),
  q: z.string().min(1).max(200).optional().describe('What a message holds, in either case'),
})
