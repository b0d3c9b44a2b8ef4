import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { seatsOf } from '#engine/flow/approvals/policy.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { transaction } from '#server/transaction.ts'
import { demandDecider } from './amend-approval.ts'
import { announceInboxes } from './close-approval.ts'
import { claimableBy, claimsSelect } from './claims.ts'
import { policyOf, votesOf, withNames } from './compiled.ts'
import { findApproval } from './get-approval.ts'

/**
 * Says that the actor is on it: the others of their group leave it to them. Where somebody else is, it is taken over only where `takeOver` says so.
 * @throws AppError `not-found`; `forbidden` for who cannot decide now; `conflict` where somebody else is on it, where more than one
 * has to decide, and where it is closed
 */
export async function claimApproval(
  actor: Actor,
  id: string,
  { takeOver }: { takeOver: boolean },
): Promise<void> {
  demandDecider(actor, await findApproval(actor, id))
  await transaction(async (tx) => {
    const { policy, votes, claims } = await lockOpen(tx, id)
    if (!seatsOf(policy).has(actor.id) || hasVoted(votes, actor.id))
      throw new AppError('forbidden', 'Only whoever may decide now can do that')
    const groups = claimableBy(policy, votes, actor.id)
    if (groups.length === 0)
      throw new AppError('conflict', 'Nobody has to say so here: it does not wait for one of several people.')
    const before = claims.filter(({ groupIndex }) => groups.includes(groupIndex))
    const other = before.find(({ person }) => person.id !== actor.id)
    if (other && !takeOver)
      throw new AppError('conflict', `${other.person.name} is on it. Take it over if you want to decide.`)
    if (!other && before.length === groups.length) return
    const at = new Date()
    await tx.approvalClaim.deleteMany({ where: { approvalId: id, groupIndex: { in: groups } } })
    await tx.approvalClaim.createMany({
      data: groups.map((groupIndex) => ({ approvalId: id, groupIndex, personId: actor.id, at })),
    })
    await audit(tx, actor, {
      action: 'approval:claim',
      subjectType: 'approval',
      subjectId: id,
      after: { groups, ...(other ? { from: other.person.id } : {}) },
    })
    await announceInboxes(tx, [id])
  })
}

/**
 * Says that the actor is not on it any more: it waits for all of their group again. Without effect where they were not.
 * @throws AppError `not-found`; `forbidden` for who does not decide; `conflict` where it is closed
 */
export async function releaseApproval(actor: Actor, id: string): Promise<void> {
  demandDecider(actor, await findApproval(actor, id))
  await transaction(async (tx) => {
    await lockOpen(tx, id)
    const gone = await tx.approvalClaim.deleteMany({ where: { approvalId: id, personId: actor.id } })
    if (gone.count === 0) return
    await audit(tx, actor, { action: 'approval:release', subjectType: 'approval', subjectId: id })
    await announceInboxes(tx, [id])
  })
}

/** Of two that come at once the second sees what the first did. */
async function lockOpen(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Approval" WHERE id = ${id} FOR UPDATE`
  const row = await tx.approval.findUniqueOrThrow({
    where: { id },
    include: { votes: { include: withNames, orderBy: { at: 'asc' } }, claims: claimsSelect },
  })
  if (row.state !== 'OPEN')
    throw new AppError('conflict', 'This is closed: there is nothing to decide any more.')
  return { policy: policyOf(row.policy), votes: votesOf(row.votes, row.round), claims: row.claims }
}
