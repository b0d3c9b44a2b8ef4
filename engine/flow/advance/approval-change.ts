import { amend, policyAfter, versionAfter } from '../approvals/amend.ts'
import type { Amendment, Change, Escalated, Newcomers } from '../approvals/amendment.ts'
import { settled, tally } from '../approvals/outcome.ts'
import { widened } from '../approvals/regroup.ts'
import type { FrozenApproval, Question } from '../approvals/types.ts'
import { armClock, isClockStopped, stopClock } from './approval-clock.ts'
import { expired, judgeVotes } from './approval.ts'
import { ownOf } from './entries.ts'
import type { ApprovalChange } from './facts.ts'
import type { OpenApproval } from './open-approval.ts'
import { lateIsWhoseTurnItIs } from './semantics.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

type Open = OpenApproval & { frozen: FrozenApproval }

/** An amendment: applied only where the verdict accepts it, and once. */
export function amended(work: Work, amendment: Amendment): void {
  const { commandId, taskRunId, change } = amendment
  if (ownOf(work.state.amended ?? {}, commandId)) return
  const answer = amend(work.state, amendment)
  const node = work.node(taskRunId)
  const { approval } = node ?? {}
  if (!answer.accepted || !node || !approval?.frozen) return
  work.set({ amended: { ...work.state.amended, [commandId]: answer } })
  const open: Open = { ...approval, frozen: approval.frozen }
  const times = timesAfter(open.frozen, change)
  const frozen: FrozenApproval = {
    ...open.frozen,
    ...times,
    version: versionAfter(open.frozen, change),
    policy: policyAfter(open.frozen.policy, open.votes, change),
  }
  const now = work.put({ ...node, approval: { ...open, frozen, questions: questionsAfter(open, change) } })
  turnClock(work, node, now)
  tellChange(work, now, { kind: 'amended', amendment })
  judgeVotes(work, now)
}

function timesAfter(frozen: FrozenApproval, change: Change): Pick<FrozenApproval, 'dueAt' | 'remindAt'> {
  const { dueAt = frozen.dueAt, remindAt = frozen.remindAt } = endsQuestion(change) ? change : {}
  return { dueAt, remindAt }
}

function questionsAfter({ questions = {} }: Open, change: Change): Record<string, Question> {
  if (change.kind === 'ask') {
    const { questionId, of, stopsClock } = change
    return { ...questions, [questionId]: { of, stopsClock } }
  }
  if (!endsQuestion(change)) return questions
  return Object.fromEntries(Object.entries(questions).filter(([id]) => id !== change.questionId))
}

type EndOfQuestion = Extract<Change, { kind: 'answer' | 'withdraw-question' }>

function endsQuestion(change: Change): change is EndOfQuestion {
  return change.kind === 'answer' || change.kind === 'withdraw-question'
}

/** The due date stands still while a question is open that stops it. */
function turnClock(work: Work, before: Node, now: Node): void {
  const [was, is] = [isClockStopped(before), isClockStopped(now)]
  if (is && !was) stopClock(work, now.id)
  if (was && !is && now.approval?.frozen) armClock(work, now.id, now.approval.frozen)
}

/** It is due: others are asked as long as there are any, then it expires. */
export function due(work: Work, node: Node): void {
  const { approval } = node
  if (!approval?.frozen || approval.escalating) return
  const heldUntil = work.state.semantics >= lateIsWhoseTurnItIs ? lastHeld(approval) : undefined
  if (heldUntil !== undefined) return work.arm(`due:${node.id}`, heldUntil)
  const step = (approval.escalated ?? 0) + 1
  if (step > (approval.frozen.escalations ?? 0)) return expired(work, node)
  work.disarm(`remind:${node.id}`)
  work.put({ ...node, approval: { ...approval, escalating: true } })
  askNext(work, node, step)
}

/** Until when decisions can be taken back that were made in time; undefined: there are none. */
function lastHeld({ frozen, votes }: OpenApproval): number | undefined {
  const ends = votes.flatMap(({ at, heldUntil }) => (at <= (frozen?.dueAt ?? at) ? (heldUntil ?? []) : []))
  return ends.length === 0 ? undefined : Math.max(...ends)
}

/** Looks once more for those who are to be asked, where the search was lost. */
export function searchAgain(work: Work, node: Node): void {
  if (node.approval?.escalating) askNext(work, node, (node.approval.escalated ?? 0) + 1)
}

function askNext(work: Work, { id, taskId }: Node, step: number): void {
  work.effects.push({ kind: 'escalate-approval', taskRunId: id, taskId, attempt: step })
}

/** The answer to `escalate-approval`. Where nobody is left the next step follows, and after the last the expiry. */
export function escalated(
  work: Work,
  node: Node,
  { step, answer }: { step: number; answer: Escalated },
): void {
  const { approval } = node
  if (!approval?.frozen || !approval.escalating || step !== (approval.escalated ?? 0) + 1) return
  const { escalating: _, ...rest } = approval
  if (answer.kind === 'nobody') return nobodyMore(work, { ...node, approval: { ...rest, escalated: step } })
  const { frozen } = approval
  const { people, dueAt, remindAt } = answer
  const changed: FrozenApproval = {
    ...frozen,
    version: frozen.version + 1,
    policy: widened(frozen.policy, comingBy(work, { ...approval, frozen }, answer)),
    dueAt,
    remindAt,
  }
  const now = work.put({ ...node, approval: { ...rest, escalated: step, frozen: changed } })
  if (!isClockStopped(now)) armClock(work, node.id, changed)
  tellChange(work, now, { kind: 'escalated', step, people })
}

/** Nobody is left to ask in this step; where somebody has to answer first, the next one comes after that. */
function nobodyMore(work: Work, node: Node): void {
  const now = work.put(node)
  if (work.state.semantics >= lateIsWhoseTurnItIs && isClockStopped(now)) return
  due(work, now)
}

/** Who comes into which groups: into those whose turn it is, for nobody is late in the others. */
function comingBy(
  { state }: Work,
  { frozen: { policy }, votes }: Open,
  { people, come }: Extract<Escalated, { kind: 'more' }>,
): Newcomers[] {
  const judged = state.semantics >= lateIsWhoseTurnItIs
  const { groups } = tally(policy, judged ? settled(votes) : votes)
  return groups.flatMap(({ outcome, active }, groupIndex) => {
    if (judged ? !active : outcome !== 'OPEN') return []
    const own = come?.find((one) => one.groupIndex === groupIndex)
    return { groupIndex, people: come ? (own?.people ?? []) : people }
  })
}

function tellChange(work: Work, node: Node, why: ApprovalChange): void {
  const { frozen } = node.approval ?? {}
  if (!frozen) return
  const { version, policy, dueAt, remindAt = [] } = frozen
  const stands = isClockStopped(node)
  work.facts.push({
    kind: 'approval-changed',
    at: work.at,
    taskRunId: node.id,
    why,
    version,
    policy,
    dueAt: stands ? null : (dueAt ?? null),
    remindAt,
    ...(stands ? { standing: { dueAt, remindAt } } : {}),
  })
}
