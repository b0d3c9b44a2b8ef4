import type { Decision, Retraction, Vote } from '../approvals/types.ts'
import { castBy, decide, retract, takenBack } from '../approvals/decide.ts'
import { settled, tally } from '../approvals/outcome.ts'
import { deadEnd } from '../approvals/policy.ts'
import { armClock } from './approval-clock.ts'
import { closeApproval } from './approval-close.ts'
import { beginMeanwhile, followMeanwhile } from './approval-meanwhile.ts'
import { outputsOf, type Closing } from './approval-outputs.ts'
import { endKilled } from './kill.ts'
import { endNode } from './task-end.ts'
import type { ApprovalOpened } from './events.ts'
import type { Node } from './state.ts'
import { ownOf } from './entries.ts'
import type { Work } from './work.ts'

/** The answer to `open-approval`. */
export function approvalOpened(work: Work, node: Node, opened: ApprovalOpened): void {
  const { approval } = node
  if (node.waits !== 'approval' || !approval || approval.frozen) return
  if (node.state === 'KILLING') return opened.kind === 'open' ? withdraw(work, node) : endKilled(work, node)
  if (opened.kind === 'impossible') return endNode(work, node, { state: 'FAILED', message: opened.message })
  if (opened.kind === 'auto') return follow(work, node, { decision: 'APPROVED', auto: true, votes: [] })
  const { policy } = opened.approval
  const { votes = [] } = opened
  const open = {
    ...node,
    state: 'PAUSED' as const,
    approval: { ...approval, frozen: opened.approval, votes },
  }
  work.set({ paused: work.state.paused + 1 })
  const problem = deadEnd(policy)
  if (problem) {
    work.put(open)
    closeApproval(work, open, { state: 'CANCELLED' })
    return endNode(work, work.node(node.id) ?? open, { state: 'FAILED', message: problem })
  }
  work.tell(work.put(open))
  armClock(work, node.id, opened.approval)
  if (votes.length > 0) judgeVotes(work, open)
  beginMeanwhile(work, open)
}

/** It was stored as open while it was being killed. */
function withdraw(work: Work, node: Node): void {
  work.facts.push({ kind: 'approval-closed', at: work.at, taskRunId: node.id, state: 'CANCELLED' })
  endKilled(work, node)
}

/** A decision: applied only where the verdict accepts it, and once. One that is held counts later. */
export function decided(work: Work, decision: Decision): void {
  const { state } = work
  if (Object.hasOwn(state.answers, decision.decisionId)) return
  const answer = decide(state, decision)
  const node = work.node(decision.taskRunId)
  if (!answer.accepted || !node?.approval?.frozen) return
  const { decisionId, holdMs = 0 } = decision
  const held = holdMs > 0 ? { heldUntil: work.at + holdMs } : {}
  const cast: Vote = { ...castBy(node.approval.frozen.policy, decision, work.at), ...held }
  const now = work.put({ ...node, approval: { ...node.approval, votes: [...node.approval.votes, cast] } })
  work.set({ answers: { ...state.answers, [decisionId]: { ...answer, ...held } } })
  work.facts.push({ kind: 'vote', at: work.at, taskRunId: node.id, decision, ...held })
  if (held.heldUntil !== undefined) return armHold(work, now)
  judgeVotes(work, now)
}

/** Takes a decision back that is still held. */
export function retracted(work: Work, retraction: Retraction): void {
  const { commandId, taskRunId, decisionId } = retraction
  if (ownOf(work.state.amended ?? {}, commandId)) return
  const answer = retract(work.state, retraction)
  const node = work.node(taskRunId)
  if (!answer.accepted || !node?.approval) return
  const { approval } = node
  const votes = approval.votes.filter((vote) => vote.decisionId !== decisionId)
  work.set({
    amended: { ...work.state.amended, [commandId]: answer },
    answers: { ...work.state.answers, [decisionId]: takenBack },
  })
  const now = work.put({ ...node, approval: { ...approval, votes } })
  work.facts.push({ kind: 'vote-retracted', at: work.at, taskRunId, retraction })
  armHold(work, now)
}

/** The time to take decisions back is over: they count. */
export function holdOver(work: Work, node: Node): void {
  const { approval } = node
  if (!approval) return
  const over = approval.votes.filter(({ heldUntil = Infinity }) => heldUntil <= work.at)
  const votes = approval.votes.map((vote) => (over.includes(vote) ? counting(vote) : vote))
  const now = work.put({ ...node, approval: { ...approval, votes } })
  const decisionIds = over.map(({ decisionId }) => decisionId)
  work.facts.push({ kind: 'votes-settled', at: work.at, taskRunId: node.id, decisionIds })
  armHold(work, now)
  judgeVotes(work, now)
}

function counting({ heldUntil: _, ...vote }: Vote): Vote {
  return vote
}

function armHold(work: Work, { id, approval }: Node): void {
  work.disarm(`hold:${id}`)
  const ends = (approval?.votes ?? []).flatMap(({ heldUntil }) => heldUntil ?? [])
  if (ends.length > 0) work.arm(`hold:${id}`, Math.min(...ends))
}

/** Closes the approval where the votes that count have decided it. */
export function judgeVotes(work: Work, node: Node): void {
  const { frozen, votes = [] } = node.approval ?? {}
  if (!frozen) return
  const counted = settled(votes)
  const { outcome } = tally(frozen.policy, counted)
  if (outcome !== 'OPEN') follow(work, node, { decision: outcome, auto: false, votes: counted })
}

/** Nobody decided in time. */
export function expired(work: Work, node: Node): void {
  const { frozen, votes = [] } = node.approval ?? {}
  const decision = frozen?.then === 'DENY' ? 'DENIED' : 'EXPIRED'
  follow(work, node, { decision, auto: decision === 'DENIED', votes: settled(votes) })
}

/** Closes; what follows comes when nothing that was begun with it runs any more. */
function follow(work: Work, node: Node, closing: Closing): void {
  const { approval } = node
  if (!approval) return
  const { decision } = closing
  const { plan, warning } = approval
  const outputs = outputsOf(work.at, approval, closing)
  // nobody was asked for what gives itself: of what was open only the clock closes by itself
  const overdue = decision === 'EXPIRED' || closing.auto
  if (approval.frozen) closeApproval(work, node, { state: decision, overdue })
  const now = work.node(node.id) ?? node
  const closed: Node = { ...now, state: 'RUNNING', approval: undefined, outputs }
  followMeanwhile(work, closed, { decision, plan, ...(warning === undefined ? {} : { warning }) })
}
