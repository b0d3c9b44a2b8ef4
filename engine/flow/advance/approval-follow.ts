import type { State } from '../flow.ts'
import { worse } from './child-ended.ts'
import { freshWalk } from './fresh-walk.ts'
import { remember } from './memory.ts'
import type { ApprovalBehavior, ApprovalPlan, ClosingApproval } from './open-approval.ts'
import { handlersFollowDecisions } from './semantics.ts'
import { sendBack } from './send-back.ts'
import type { Node, Verdict } from './state.ts'
import { endNode } from './task-end.ts'
import type { Work } from './work.ts'

const ways = { APPROVED: 'approved', DENIED: 'denied', EXPIRED: 'expired' } as const
const decisions = ['APPROVED', 'DENIED', 'EXPIRED'] as const
type Decided = (typeof decisions)[number]

/** It is closed: the branch for this way of closing is played; the behavior comes last. */
export function followClosed(work: Work, node: Node, { decision, plan, warning }: ClosingApproval): void {
  const { outputs = {} } = node
  if (decision === 'SENT_BACK') return sendBack(work, node, { to: plan.sendBackTo ?? 'form', outputs })
  const { behavior, branch } = wayOf(plan, decision)
  const verdict = warned(verdictOf(behavior, decision), warning)
  if (playsHandlers(work, plan)) return goOn(work, node, { plan, branch, verdict })
  const tasks = work.task(node).branches[branch] ?? []
  if (tasks.every((task) => task.disabled)) return endNode(work, node, { ...verdict, outputs })
  remember(work, node, { outputs })
  work.tell(work.put({ ...node, waits: 'children', walk: freshWalk(branch, 1), verdict }))
  work.look(node.id)
}

function playsHandlers({ state }: Work, { resumed }: ApprovalPlan): boolean {
  return resumed || state.semantics >= handlersFollowDecisions
}

/** What follows a decision. */
export function wayOf(plan: ApprovalPlan, decision: Decided): ApprovalPlan['approved'] {
  return plan[ways[decision]]
}

/** The state that a behavior gives. */
export function stateAfter(behavior: ApprovalBehavior): State {
  return states[behavior]
}

/**
 * The branch is played, `errors` after it where the way of closing fails, and `finally`; then the verdict counts. A pause that
 * halts plays nothing.
 */
function goOn(
  work: Work,
  node: Node,
  { plan, branch, verdict }: { plan: ApprovalPlan; branch: string; verdict: Verdict },
): void {
  const { outputs = {} } = node
  const { branches, errors, finally: last } = work.task(node)
  const { state: result, message } = verdict
  const failed = result === 'FAILED' ? { result, message } : undefined
  const children = [...(branches[branch] ?? []), ...(failed ? errors : []), ...last]
  if ((plan.resumed && verdict.halts) || children.every((task) => task.disabled))
    return endNode(work, node, { ...verdict, outputs })
  remember(work, node, { outputs })
  work.tell(work.put({ ...node, waits: 'children', walk: { ...freshWalk(branch, 1), ...failed }, verdict }))
  work.look(node.id)
}

/**
 * How it was decided before the execution was restarted; undefined: it was not, for all that was begun with it. What is resumed has
 * nothing to play after another end, so there a restart asks again.
 */
export function decidedBefore({ outputs = {} }: Node, { resumed }: ApprovalPlan): Decided | undefined {
  const decision = decisions.find((one) => one === outputs.decision)
  return resumed && decision !== 'APPROVED' ? undefined : decision
}

/** It was decided before the execution was restarted: nobody is asked again, and only its children are played on. */
export function passDecided(
  work: Work,
  node: Node,
  { plan, decision }: { plan: ApprovalPlan; decision: Decided },
): void {
  const { behavior, branch } = wayOf(plan, decision)
  const verdict = verdictOf(behavior, decision)
  work.disarm(`timeout:${node.id}`)
  if (playsHandlers(work, plan)) return goOn(work, { ...node, state: 'RUNNING' }, { plan, branch, verdict })
  work.tell(work.put({ ...node, state: 'RUNNING', waits: 'children', walk: freshWalk(branch, 1), verdict }))
  work.look(node.id)
}

const states: Record<ApprovalBehavior, State> = {
  CONTINUE: 'SUCCESS',
  WARN: 'WARNING',
  FAIL: 'FAILED',
  SUCCEED: 'SUCCESS',
  CANCEL: 'CANCELLED',
  KILL: 'KILLED',
}

const sentences = { APPROVED: 'It was approved', DENIED: 'It was denied', EXPIRED: 'Nobody decided in time' }

function verdictOf(behavior: ApprovalBehavior, decision: Decided): Verdict {
  const halts = behavior === 'SUCCEED' || behavior === 'CANCEL' || behavior === 'KILL'
  return {
    state: stateAfter(behavior),
    halts,
    message: behavior === 'CONTINUE' ? undefined : sentences[decision],
  }
}

function warned(verdict: Verdict, warning: string | undefined): Verdict {
  if (warning === undefined) return verdict
  return { ...verdict, state: worse(verdict.state, 'WARNING'), message: verdict.message ?? warning }
}
