import type { State } from '../flow.ts'
import { worse } from './child-ended.ts'
import { freshWalk } from './fresh-walk.ts'
import { remember } from './memory.ts'
import type { ApprovalBehavior, ApprovalPlan, ClosingApproval } from './open-approval.ts'
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
  const { behavior, branch } = plan[ways[decision]]
  const verdict = warned(verdictOf(behavior, decision), warning)
  const tasks = work.task(node).branches[branch] ?? []
  if (tasks.every((task) => task.disabled)) return endNode(work, node, { ...verdict, outputs })
  remember(work, node, { outputs })
  work.tell(work.put({ ...node, waits: 'children', walk: freshWalk(branch, 1), verdict }))
  work.look(node.id)
}

/** How it was decided before the execution was restarted; undefined: it was not, for all that was begun with it. */
export function decidedBefore({ outputs = {} }: Node): Decided | undefined {
  return decisions.find((one) => one === outputs.decision)
}

/** It was decided before the execution was restarted: nobody is asked again, and only its children are played on. */
export function passDecided(
  work: Work,
  node: Node,
  { plan, decision }: { plan: ApprovalPlan; decision: Decided },
): void {
  const { behavior, branch } = plan[ways[decision]]
  const verdict = verdictOf(behavior, decision)
  work.disarm(`timeout:${node.id}`)
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
    state: states[behavior],
    halts,
    message: behavior === 'CONTINUE' ? undefined : sentences[decision],
  }
}

function warned(verdict: Verdict, warning: string | undefined): Verdict {
  if (warning === undefined) return verdict
  return { ...verdict, state: worse(verdict.state, 'WARNING'), message: verdict.message ?? warning }
}
