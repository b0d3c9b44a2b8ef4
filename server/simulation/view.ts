import type { InputProblem } from '#engine/flow/inputs/types.ts'

/** What newer requests of a flow would be with a changed source. */
export interface Simulation {
  /** How many of the newest were looked at. */
  looked: number
  /** Those for which something would be different, the newest first. */
  changed: ChangedRun[]
}

export interface ChangedRun {
  executionId: string
  createdAt: string
  request: { id: string; number: string; title: string } | null
  differences: Difference[]
}

export type Difference =
  /** What was answered would be refused: which answers and why, and what the flow's checks say. Read as if it were taken all the same. */
  | { kind: 'answers'; refused: { label: string; problem: InputProblem }[]; blocked: string[] }
  /** Tasks that would be reached, or not any more. */
  | { kind: 'path'; added: string[]; removed: string[] }
  /** Other people would be asked, or in another way; `undefined`: it depends on what is not known. */
  | { kind: 'deciders'; taskId: string; before: string | undefined; after: string | undefined }
  /** Nobody would be asked any more, or somebody where it was given by itself. */
  | { kind: 'auto'; taskId: string; after: boolean }
  /** It would come to something else, because of that task. */
  | { kind: 'outcome'; before: Outcome; after: Outcome; taskId?: string }

/** With the decisions that were made: a denial; all asked agreed; somebody would have to be asked anew; nobody was asked. */
export type Outcome = 'REJECTED' | 'APPROVED' | 'UNDECIDED' | 'DONE'
