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
  parentTaskRunId?: string
  value?: string
  iteration?: number
  attempts?: { state: StateView }[]
  outputs?: JsonObject
  message?: string
  state: StateView
}

/** Kestra's shape of an execution. */
export interface ExecutionView {
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
  deleted: boolean
  metadata: { attemptNumber: number; originalCreatedDate: string }
  url: string
  state: StateView
  /** Why it failed. */
  error?: string
  requestId?: string
}

/** A row of the list of runs: an execution without its task runs. */
export type RunRow = Omit<ExecutionView, 'taskRunList'> & { requester?: string; requestNumber?: string }

export interface LogView {
  namespace: string
  flowId: string
  taskId: string
  executionId: string
  taskRunId: string
  attemptNumber: number
  timestamp: string
  level: LogLevel
  thread: string
  message: string
}
