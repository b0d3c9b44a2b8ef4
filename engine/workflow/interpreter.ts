import type { Reads } from '../flow/flow.ts'
import type { JsonObject } from '../flow/flow.ts'
import type { AmendAnswer, Amendment } from '../flow/approvals/amendment.ts'
import type { Decision, Resubmission, Retraction } from '../flow/approvals/types.ts'
import type {
  DecisionAnswer,
  ResubmitAnswer,
  Resume,
  ResumeAnswer,
  RunEvent,
  RunStart,
} from '../flow/advance/events.ts'
import type { InnerCall } from '../flow/advance/inner.ts'
import type { RunState } from '../flow/advance/state.ts'
import type { Program, Step } from '../flow/advance/types.ts'

/** The pure part that the shell plays: the product's own, or another one in a test of releases. */
export interface Interpreter {
  /** The newest number that it knows; a state that continues as new is renewed to it. */
  semantics: number
  controls: Program['controls']
  begin(program: Program, start: RunStart): Step
  /** May change the maps of the state that it is given: nothing but the answer's is used afterwards. */
  advance(program: Program, state: RunState, event: RunEvent): Step
  /** Goes on after the workflow was lost with all it was doing. */
  interrupted(program: Program, state: RunState, at: number): Step
  decide(state: RunState, decision: Decision): DecisionAnswer
  retract(state: RunState, retraction: Retraction): AmendAnswer
  amend(state: RunState, amendment: Amendment): AmendAnswer
  resubmittable(state: RunState, resubmission: Resubmission): ResubmitAnswer
  resumable(state: RunState, resume: Resume): ResumeAnswer
  /** What the attempt of a task run needs that plays inner ones; undefined for any other. */
  innerCall(program: Program, state: RunState, taskRunId: string): InnerCall | undefined
  visibleContext(program: Program, state: RunState, taskRunId: string | undefined, reads: Reads): JsonObject
}
