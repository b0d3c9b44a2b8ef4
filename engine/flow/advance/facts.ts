import type { Decision } from '../approvals/types.ts'
import type { JsonObject, LogLevel, State } from '../flow.ts'
import type { Attempt, Origin } from './state.ts'

/** What is to be recorded, in order. Each fact is whole: recording it twice, or only the last of several, gives the same row. */
export type Fact =
  | {
      kind: 'execution'
      at: number
      state: State
      outputs?: JsonObject
      labels?: Record<string, string>
      variables?: JsonObject
      error?: string
      /** With RETRIED: the execution that begins instead, and when, epoch milliseconds. */
      successor?: { at: number; origin: Origin }
    }
  | { kind: 'task-run'; at: number; run: TaskRunFact }
  /** A line of the log; without `run` it is about the execution, not one of its task runs. `attempt` counts from 1. */
  | {
      kind: 'log'
      at: number
      level: LogLevel
      message: string
      run?: { id: string; taskId: string; attempt: number }
    }
  | { kind: 'vote'; at: number; taskRunId: string; decision: Decision; refused?: string }
  | {
      kind: 'approval-closed'
      at: number
      taskRunId: string
      state: 'APPROVED' | 'DENIED' | 'EXPIRED' | 'CANCELLED'
    }

export interface TaskRunFact {
  id: string
  taskId: string
  type: string
  parentId?: string
  value?: string
  iteration?: number
  round: number
  position: number
  state: State
  /** Null for flow control. Each with its own times, epoch milliseconds. */
  attempts: Attempt[] | null
  outputs?: JsonObject
  message?: string
  startedAt?: number
  endedAt?: number
}
