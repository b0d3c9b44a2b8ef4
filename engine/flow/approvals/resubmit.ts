import { ownOf } from '../advance/entries.ts'
import type { ResubmitAnswer } from '../advance/events.ts'
import type { RunState } from '../advance/state.ts'
import type { Resubmission } from './types.ts'

/** Whether the requester may send the request again, and what they are told where not. A repeat hears what it heard before. */
export function resubmittable(state: RunState, { commandId, round }: Resubmission): ResubmitAnswer {
  if (ownOf(state.resumes ?? {}, commandId)) return { accepted: true }
  if (round !== state.round + 1)
    return {
      accepted: false,
      code: 'other-round',
      message: 'This request was sent again meanwhile. Look at it before you go on.',
    }
  if (!state.resubmission?.waits)
    return {
      accepted: false,
      code: 'not-sent-back',
      message: 'Nobody has asked for changes to this request.',
    }
  return { accepted: true }
}

/** Whether it was sent back, and what was open of the round is still being ended. */
export function isBeingSentBack({ resubmission }: RunState): boolean {
  return resubmission?.waits === false
}
