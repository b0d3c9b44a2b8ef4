import { stopAsking } from './approval-close.ts'
import { followClosed } from './approval-follow.ts'
import { freshWalk } from './fresh-walk.ts'
import { killChildren } from './kill.ts'
import { remember } from './memory.ts'
import type { ClosingApproval } from './open-approval.ts'
import type { Node } from './state.ts'
import type { Work } from './work.ts'

/** It is open: what is meant to run meanwhile begins, and knows where people find it and when it is due. */
export function beginMeanwhile(work: Work, { id }: Node): void {
  const node = work.node(id)
  const { plan, frozen } = node?.approval ?? {}
  if (!node || !frozen || plan?.meanwhile === undefined) return
  if ((work.task(node).branches[plan.meanwhile] ?? []).every((task) => task.disabled)) return
  const { url = null, dueAt } = frozen
  remember(work, node, { outputs: { url, due: dueAt === undefined ? null : new Date(dueAt).toISOString() } })
  work.tell(work.put({ ...node, walk: freshWalk(plan.meanwhile, 1) }))
  work.look(id)
}

/** It is closed: what was begun with it is waited for, unless the whole round ends. */
export function followMeanwhile(work: Work, node: Node, closing: ClosingApproval): void {
  if (!node.walk) return followClosed(work, node, closing)
  work.tell(work.put({ ...node, waits: 'meanwhile', closing }))
  if (closing.decision === 'SENT_BACK') {
    work.setWalk(node.id, { stopped: true, fixed: true })
    killChildren(work, node.id)
  }
  work.look(node.id)
}

/**
 * What was begun with it has ended: where it is closed too, the flow goes on. A failure of it is a warning, for nobody's decision is
 * to be lost by a message that was not sent; only what ends the execution ends the approval.
 */
export function meanwhileOver(work: Work, node: Node): void {
  const { walk, closing, approval } = node
  if (!walk) return
  if (walk.halts || walk.killed) {
    stopAsking(work, node)
    work.setWalk(node.id, { stopped: true })
    return work.look(node.id)
  }
  const { walk: _, closing: __, ...bare } = node
  const warning = walk.result === 'SUCCESS' ? {} : { warning: `\`${walk.branch}\` did not succeed` }
  if (walk.result !== 'SUCCESS') work.set({ error: undefined })
  if (approval) work.put({ ...bare, approval: { ...approval, ...warning } })
  if (closing) followClosed(work, { ...bare, waits: undefined }, { ...closing, ...warning })
}
