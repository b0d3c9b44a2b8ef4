import type { JsonObject, LogLevel, State } from '#engine/flow/flow.ts'

/** Other executions, within the namespaces that the flow's own is the root of. */
export interface ExecutionHost {
  /** Lines of an execution's log, in order. @throws Error for one that may not be read */
  logs(which: LogQuery): AsyncIterable<FetchedLine[]>
  /** Outputs of the executions that another task in the same place started, in order; of those that have any. */
  outputs(taskId: string): AsyncIterable<JsonObject>
  /** How many executions each flow had. @throws Error for a namespace whose executions may not be seen */
  count(which: CountQuery): Promise<FlowCount[]>
  /** Ends a pause. @throws Error that says why it was not resumed */
  resume(which: ResumeCall): Promise<void>
  /** Removes executions that have ended, or parts of them, for good. @throws Error for a namespace that is out of reach */
  purge(which: PurgeCall): Promise<PurgeCount>
  /** Removes lines of logs for good. @returns how many @throws Error for a namespace that is out of reach */
  purgeLogs(which: LogPurge): Promise<number>
}

/** A time between two others; without one of them it has no end there. */
export interface Period {
  from?: Date
  to?: Date
}

export interface CountQuery extends Period {
  /** Each is counted, also where it has none. */
  flows?: readonly { namespace: string; flowId: string }[]
  /** All flows of these that had any. */
  namespaces?: readonly string[]
  states?: readonly State[]
}

export interface FlowCount {
  namespace: string
  flowId: string
  count: number
}

export interface ResumeCall {
  /** Undefined: the execution of the task itself. */
  executionId?: string
  /** What it must be an execution of, where the author says so. */
  flow?: { namespace: string; flowId: string }
  inputs?: JsonObject
}

/** Of which flows; without a namespace: all in reach. With a flow's id the namespace is its own, else it is a root. */
export interface PurgeReach extends Period {
  namespace?: string
  flowId?: string
}

export interface PurgeCall extends PurgeReach {
  /** Terminal ones; undefined: all of these. */
  states?: readonly State[]
  parts: { executions: boolean; logs: boolean; metrics: boolean; files: boolean }
  /** Executions at a time. */
  batchSize: number
}

export interface PurgeCount {
  executions: number
  taskRuns: number
  logs: number
  metrics: number
  files: number
}

export interface LogPurge extends PurgeReach {
  levels?: readonly LogLevel[]
}

export interface LogQuery {
  executionId: string
  taskIds?: readonly string[]
  minLevel: LogLevel
}

export interface FetchedLine {
  timestamp: string
  level: LogLevel
  taskId: string
  taskRunId: string
  attemptNumber: number
  message: string
}
