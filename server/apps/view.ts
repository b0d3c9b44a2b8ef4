import type { Input } from '#engine/flow/flow.ts'
import type { FailedCheck } from '#engine/flow/inputs/checks.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'

/** A card of the catalog. */
export interface AppCard {
  id: string
  displayName: string
  description?: string
  icon?: string
  tags: string[]
  favourite: boolean
  /** When the actor used it last. */
  usedAt?: string
}

/** An app's form as it opens. */
export interface AppView extends AppCard {
  revision: number
  flowRevision: number
  inputs: Input[]
  states: InputState[]
  /** The flow's checks that speak about these values. */
  checks: FailedCheck[]
  /** "What happens next": titles of the stages, and who decides, with "may" where answers decide. */
  next: { id: string; title: string; may: boolean; deciders: string[] }[]
}

/** What `validate` answers while the form is filled in. */
export interface FormState {
  states: InputState[]
  checks: FailedCheck[]
  next: AppView['next']
}
