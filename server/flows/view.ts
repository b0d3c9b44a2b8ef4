import type { Input, State } from '#engine/flow/flow.ts'
import type { FailedCheck } from '#engine/flow/inputs/checks.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'

export interface FlowRow {
  namespace: string
  id: string
  revision: number
  description?: string
  disabled: boolean
  updatedAt: string
  app?: { id: string; displayName: string }
  /** The newest execution. */
  last?: { id: string; state: State; startedAt: string }
  /** Executions of the last 30 days by state. */
  counts: Partial<Record<State, number>>
}

export interface RevisionRow {
  revision: number
  createdAt: string
  createdBy?: string
}

/** A flow's form, and what is known of its inputs for the values that were sent. */
export interface FormPreview {
  inputs: Input[]
  states: InputState[]
  /** The flow's checks that speak about these values. */
  checks: FailedCheck[]
}
