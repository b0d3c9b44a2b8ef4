import type { Json, Reads } from '../flow.ts'

/** What the host has to do. Every effect is answered by one event of the same id or key, or by none (timers that are cancelled). */
export type Effect =
  /** Evaluate templates; all items of a step come in one effect. A local activity. */
  | { kind: 'render'; key: string; items: RenderItem[] }
  /** One attempt of a task with mode `inline`: a local activity. */
  | { kind: 'run-inline'; taskRunId: string; taskId: string; attempt: number }
  /** One attempt of a task with mode `activity`. `timeoutMs` undefined: the product's default. */
  | { kind: 'run-task'; taskRunId: string; taskId: string; attempt: number; timeoutMs?: number }
  | { kind: 'cancel-task'; taskRunId: string }
  | { kind: 'start-timer'; timerId: string; until: number }
  | { kind: 'cancel-timer'; timerId: string }
  /** An activity that renders the task's texts, finds the deciders, freezes both and stores the open approval. */
  | { kind: 'open-approval'; taskRunId: string; taskId: string; round: number }
  /** An activity that finds the people to ask next, as the approval is due; `attempt` is the step, from 1. */
  | { kind: 'escalate-approval'; taskRunId: string; taskId: string; attempt: number }
  /**
   * An activity that renders the task's properties, inserts the executions of these iterations and starts them. A repeat for the
   * same task run and attempt finds what is there. `many`: one for each item of the list that the task names.
   */
  | {
      kind: 'start-children'
      taskRunId: string
      taskId: string
      attempt: number
      many: boolean
      iterations: number[]
    }
  /** An activity that kills what an attempt started and still runs. */
  | { kind: 'stop-children'; taskRunId: string; attempt: number }
  /** Nothing more will happen. */
  | { kind: 'end' }

export interface RenderItem {
  /** The template, or a structure that holds templates. */
  source: Json
  /** Task run in whose scope it is evaluated (`taskrun`, `parent`, `parents`, `item`); undefined: the execution's. */
  taskRunId?: string
  /** Variables that the source names; undefined: it may name any. */
  reads?: Reads
  /**
   * The answer is a text that is the same only where what the source comes to is (`rendered`), or all that it may see (`values`);
   * it gives nothing of it away.
   */
  digest?: 'rendered' | 'values'
}
