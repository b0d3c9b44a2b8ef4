import type { Vote } from '../approvals/types.ts'
import type { JsonObject, State } from '../flow.ts'
import { stateAfter, wayOf } from './approval-follow.ts'
import type { ApprovalPlan, OpenApproval } from './open-approval.ts'
import { resumption } from './pause.ts'

/** How an approval closes. */
export interface Closing {
  decision: 'APPROVED' | 'DENIED' | 'EXPIRED' | 'SENT_BACK'
  /** By a rule, and nobody's decision. */
  auto: boolean
  /** Those that count, oldest first. */
  votes: Vote[]
}

/** What an approval leaves that closes now, epoch milliseconds; where it is resumed, what a pause leaves is part of it. */
export function outputsOf(at: number, { plan, frozen }: OpenApproval, closing: Closing): JsonObject {
  const { decision, auto, votes } = closing
  const last = decision === 'EXPIRED' || auto ? undefined : votes.at(-1)
  const { dueAt, url } = frozen ?? {}
  const ended = plan.resumed
    ? resumption(at, stateOf(plan, decision), last && { by: last.personName, inputs: last.inputs ?? {} })
    : { auto, by: last?.personName ?? null, on: isoOf(at), inputs: last?.inputs ?? {} }
  return {
    decision,
    ...ended,
    comment: last?.comment ?? null,
    votes: votes.map(({ personId, personName, onBehalfOf, vote, comment, inputs, at: on }) => ({
      personId,
      by: personName,
      onBehalfOf: onBehalfOf ? { id: onBehalfOf.id, name: onBehalfOf.name } : null,
      vote,
      comment: comment ?? null,
      ...(inputs ? { inputs } : {}),
      on: isoOf(on),
    })),
    due: dueAt === undefined ? null : isoOf(dueAt),
    ...(url === undefined ? {} : { url }),
  }
}

/** What the execution goes on to. */
function stateOf(plan: ApprovalPlan, decision: Closing['decision']): State {
  const way = decision === 'SENT_BACK' ? undefined : wayOf(plan, decision)
  return way === undefined || way.behavior === 'CONTINUE' ? 'RUNNING' : stateAfter(way.behavior)
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
