import { createHash } from 'node:crypto'
import { placeOf } from '#engine/flow/advance/task-run-id.ts'
import { behalfRefusal } from '#engine/flow/approvals/on-behalf.ts'
import { seatsOf } from '#engine/flow/approvals/policy.ts'
import type { Policy } from '#engine/flow/approvals/types.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { JsonObject, Task } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { stored } from '#server/flows/compiled.ts'
import { withNames } from './compiled.ts'
import type { Frozen } from './frozen.ts'

/** A vote of an earlier round that stands in this one, as its row is. */
export type StandingVote = Awaited<ReturnType<typeof votesBefore>>[number]

/** SHA-256, hexadecimal, over the values that deciders see and over who they are and by which rules they decide. */
export function contentHash({ show }: Pick<Frozen, 'show'>, { groups, order, rules }: Policy): string {
  const people = groups.map(({ slug, quorum, people: members }) => ({
    slug,
    quorum,
    people: members.map(({ id }) => id).sort(),
  }))
  const content = { show: show.map(({ label, value }) => ({ label, value })), people, order, rules }
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}

export interface Again {
  executionId: string
  taskRunId: string
  taskId: string
  round: number
  rerun: NonNullable<Task['rerun']>
  contentHash: string
  policy: Policy
}

/**
 * Votes of the newest earlier round of this approval that stand: where what was shown and who decides is the same, or the task
 * says so. That it was sent back does not, nor what was decided in the place of another by who could not do that now.
 */
export async function standingVotes(tx: Tx, again: Again): Promise<StandingVote[]> {
  if (again.round === 1 || again.rerun === 'ALWAYS') return []
  const rows = await tx.approval.findMany({
    where: { executionId: again.executionId, taskId: again.taskId, round: { lt: again.round } },
    orderBy: { round: 'desc' },
    select: { id: true, round: true, contentHash: true },
  })
  const before = rows.find(({ id }) => placeOf(id) === placeOf(again.taskRunId))
  if (!before) return []
  if (again.rerun !== 'NEVER' && before.contentHash !== again.contentHash) return []
  const { policy } = again
  const seats = seatsOf(policy)
  const votes = await votesBefore(tx, before)
  return votes.filter(({ personId, onBehalfOfId: onBehalfOf }) =>
    onBehalfOf === null ? seats.has(personId) : !behalfRefusal(policy, [], { personId, onBehalfOf }),
  )
}

function votesBefore(tx: Tx, { id, round }: { id: string; round: number }) {
  return tx.approvalVote.findMany({
    where: { approvalId: id, round, vote: { not: 'SEND_BACK' }, heldUntil: null },
    include: withNames,
    orderBy: { at: 'asc' },
  })
}

/** Writes them down as votes of this round, with what they were at first. */
export async function keepVotes(
  tx: Tx,
  { approvalId, round }: { approvalId: string; round: number },
  votes: readonly StandingVote[],
): Promise<void> {
  if (votes.length === 0) return
  await tx.approvalVote.createMany({
    data: votes.map(({ person: _, onBehalfOf: __, ...vote }) => {
      const keptFrom = vote.keptFrom ?? vote.decisionId
      const inputs = vote.inputs === null ? Prisma.DbNull : stored(vote.inputs as JsonObject)
      return { ...vote, inputs, decisionId: `${keptFrom},${round}`, approvalId, round, keptFrom }
    }),
    skipDuplicates: true,
  })
}
