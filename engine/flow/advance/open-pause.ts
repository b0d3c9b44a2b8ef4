import type { JsonObject, State } from '../flow.ts'

export type PauseBehavior = 'RESUME' | 'WARN' | 'FAIL' | 'CANCEL'

/** What a pause comes to, and what is played while it lasts and after it. */
export interface OpenPause {
  /** When its time is over; it does not end by itself where it is undefined. */
  behavior: PauseBehavior
  /** Branch that is played after it. */
  branch: string
  /** It is over, and only what was begun with it still runs. */
  over?: PauseOver
}

export interface PauseOver {
  state: State
  outputs: JsonObject
  message?: string
  halts?: boolean
}
