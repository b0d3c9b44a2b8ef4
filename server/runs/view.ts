import type { JsonObject, LogLevel, State } from '#engine/flow/flow.ts'

/** Kestra's shape of a state: what REST answers and the studio shows. */
export interface StateView {
  current: State
  histories: { state: State; date: string }[]
  startDate: string
  endDate?: string
  /** ISO 8601 duration. */
  duration: string
}

export interface TaskRunView {
  id: string
  executionId: string
  namespace: string
  flowId: string
  taskId: string
  /** Canonical type when it ran. */
  taskType: string
  /** People are asked to decide in it. */
  asks?: true
  parentTaskRunId?: string
  value?: string
  iteration?: number
  /** `logFile`: address of the lines as a file, where the task wants one. */
  attempts?: { state: StateView; logFile?: string }[]
  outputs?: JsonObject
  message?: string
  state: StateView
}

/** Kestra's shape of an execution. */
export interface ExecutionView {
  tenantId: 'main'
  id: string
  namespace: string
  flowId: string
  flowRevision: number
  taskRunList: TaskRunView[]
  inputs: JsonObject
  outputs?: JsonObject
  labels: { key: string; value: string }[]
  variables?: JsonObject
  parentId?: string
  originalId: string
  trigger?: JsonObject
  /** When it begins, or was to begin. */
  scheduleDate?: string
  deleted: boolean
  metadata: { attemptNumber: number; originalCreatedDate: string }
  url: string
  state: StateView
  /** Why it failed. */
  error?: string
  requestId?: string
  /** While it is QUEUED: how many wait before it. */
  queuedBehind?: number
}

/** A row of the list of runs: an execution without its task runs. */
export type RunRow = Omit<ExecutionView, 'taskRunList'> & { requester?: string; requestNumber?: string }

export interface LogView {
  namespace: string
  flowId: string
  executionId: string
  /** Absent, as the next two, where the line is about the execution itself. */
  taskId?: string
  taskRunId?: string
  attemptNumber?: number
  timestamp: string
  level: LogLevel
  thread: string
  message: string
}
