import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { eligible } from '#engine/flow/approvals/policy.ts'
import { settled, tally } from '#engine/flow/approvals/outcome.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import { tellChannels } from '#server/channels/tell-channels.ts'
import type { Tx } from '#server/db.ts'
import type { Place } from '#server/delegations/in-force.ts'
import { announceInboxes } from './close-approval.ts'
import { tellDeciders } from './tell-deciders.ts'

/** An approval as far as asking for decisions needs it. */
export interface Asking {
  approvalId: string
  round: number
  title: string
  request: { id: string; number: string } | null
  policy: Policy
  votes: readonly Vote[]
  /** The flow that asks. */
  place: Place
  /** When it was opened. */
  since: Date
}

/**
 * Puts the approval into the inboxes of those whose turn it is, with a notice: of all groups, or in a sequence of the first open one;
 * it leaves those of groups that have decided.
 * Called when it opens and after each vote; who was asked before is not asked again.
 */
export async function askDeciders(tx: Tx, asking: Asking): Promise<void> {
  const { approvalId, policy, request } = asking
  const groupsNow = tally(policy, settled(asking.votes)).groups
  const turns = groupsNow.map((group) => group.active)
  const over = groupsNow.flatMap(({ outcome }, index) => (outcome === 'OPEN' ? [] : index))
  if (over.length > 0)
    await tx.approvalDecider.updateMany({
      where: { approvalId, groupIndex: { in: over }, done: false },
      data: { done: true },
    })
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
  const before = await tx.approvalDecider.findMany({
    where: { approvalId },
    select: { personId: true, groupIndex: true },
  })
  const asked = await tx.approvalDecider.createMany({ data: deciders, skipDuplicates: true })
  if (asked.count === 0) return
  // whose vote of an earlier round stands has nothing to do
  const known = new Set(before.map(({ personId }) => personId))
  const isNew = (id: string) => !known.has(id) && !hasVoted(asking.votes, id)
  const of =
    request &&
    (await tx.request.findUnique({
      where: { id: request.id },
      select: { requester: { select: { name: true } } },
    }))
  await tellDeciders(tx, {
    notice: {
      personIds: deciders.map(({ personId }) => personId).filter(isNew),
      kind: 'approval-waiting',
      requestId: request?.id,
      data: {
        approvalId,
        title: asking.title,
        number: request?.number ?? null,
        requester: of?.requester.name ?? null,
        ...(asking.round > 1 ? { again: true } : {}),
      },
      dedupeKey: `approval-waiting:${approvalId}:${asking.round}:${asking.since.getTime()}`,
    },
    approval: { ...asking, state: 'OPEN' },
  })
  const turned = new Set(before.map(({ groupIndex }) => groupIndex))
  const groups = policy.groups.flatMap(({ slug, slugs = [] }, index) =>
    turns[index] === true && !turned.has(index) ? (slug ?? slugs) : [],
  )
  await tellChannels(tx, { approvalId, groups, since: asking.since })
  await announceInboxes(tx, [approvalId])
}
