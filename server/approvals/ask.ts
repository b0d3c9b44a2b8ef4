import { eligible } from '#engine/flow/approvals/policy.ts'
import { tally } from '#engine/flow/approvals/outcome.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import type { Tx } from '#server/db.ts'
import { notify } from '#server/notices/notify.ts'
import { announceInboxes } from './close-approval.ts'

/** An approval as far as asking for decisions needs it. */
export interface Asking {
  approvalId: string
  round: number
  version: number
  title: string
  request: { id: string; number: string } | null
  policy: Policy
  votes: readonly Vote[]
}

/**
 * Puts the approval into the inboxes of those whose turn it is, with a notice: of all groups, or in a sequence of the first open one.
 * Called when it opens and after each vote; who was asked before is not asked again.
 */
export async function askDeciders(tx: Tx, asking: Asking): Promise<void> {
  const { approvalId, policy, request } = asking
  const turns = tally(policy, asking.votes).groups.map((group) => group.active)
  const deciders = policy.groups.flatMap((group, groupIndex) =>
    turns[groupIndex] === true
      ? [...eligible(policy, group)].map((personId) => ({
          approvalId,
          personId,
          groupIndex,
          direct: group.slug === undefined,
        }))
      : [],
  )
  if (deciders.length === 0) return
  const asked = await tx.approvalDecider.createMany({ data: deciders, skipDuplicates: true })
  if (asked.count === 0) return
  await notify(tx, {
    personIds: deciders.map((decider) => decider.personId),
    kind: 'approval-waiting',
    requestId: request?.id,
    data: { approvalId, title: asking.title, number: request?.number ?? null },
    dedupeKey: `approval-waiting:${approvalId}:${asking.round}:${asking.version}`,
  })
  await announceInboxes(tx, [approvalId])
}
