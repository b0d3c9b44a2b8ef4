import type { JsonObject } from '#engine/flow/flow.ts'
import type { RenderBatch } from '#engine/workflow/messages.ts'

/** One attempt of a task, as the worker hands it on. */
export interface TaskCall {
  executionId: string
  generation: number
  namespace: string
  flowId: string
  flowRevision: number
  taskRunId: string
  taskId: string
  /** From 1. */
  attempt: number
  round: number
  /** Raised when another worker takes the attempt over. */
  delivery: number
  /** The variables that the task's properties name; sealed values and references are whole. */
  context: JsonObject
  /** Aborted when the run is killed, the attempt is late or the worker stops. */
  signal: AbortSignal
  heartbeat(details?: unknown): void
}

/** Templates to evaluate, each in its own scope. */
export type RenderCall = RenderBatch
