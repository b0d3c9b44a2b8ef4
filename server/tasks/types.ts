import type { JsonObject } from '#engine/flow/flow.ts'
import type { InnerCall } from '#engine/flow/advance/inner.ts'
import type { Mask } from '#server/secrets/mask.ts'
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
  /** Of a task that plays the tasks that it holds itself. */
  inner?: InnerCall
  /** The work folder that it shares with others; undefined: it has its own. */
  folder?: string
  /** What others read that share its folder is hidden too; undefined: there are none. */
  mask?: Mask
  /** Aborted when the run is killed, the attempt is late or the worker stops. */
  signal: AbortSignal
  heartbeat(details?: unknown): void
}

/** Templates to evaluate, each in its own scope. */
export type RenderCall = RenderBatch
