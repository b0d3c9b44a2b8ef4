import type { Input } from '#engine/flow/flow.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'

/** A link as those see it who may resume the execution themselves: never its token. Instants are ISO 8601 in UTC. */
export interface ResumeLinkView {
  id: string
  taskId: string
  /** The one wait that is meant; absent: the one of that task when the link is used. */
  taskRunId?: string
  createdAt: string
  expiresAt: string
  usedAt?: string
  revokedAt?: string
}

/** A link with its address, which is told once. */
export interface MadeResumeLink extends ResumeLinkView {
  url: string
}

/** What the holder of a link sees: the pause and its form, nothing of the run. */
export interface ResumePage {
  title: string
  /** HTML, cleaned. */
  description?: string
  expiresAt: string
  inputs: Input[]
  states: InputState[]
}
