import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { lockAdmins } from '#server/roles/last-admin.ts'
import { transaction } from '#server/transaction.ts'
import { providerOfIssuer } from './client.ts'
import { leaveGroupsOf } from './follow-groups.ts'

/** Whose account, and which. */
interface Bond {
  personId: string
  identityId: string
}

/** Ends the bond, the memberships that came by it, and the person's sessions but the one that asks. The caller holds `lockAdmins`. */
async function unlinkIn(tx: Tx, actor: Actor, { personId, identityId }: Bond): Promise<void> {
  const row = await tx.identity.findFirst({ where: { id: identityId, personId } })
  if (!row) throw new AppError('not-found', 'There is no such account linked.')
  await tx.identity.delete({ where: { id: identityId } })
  const { issuer, subject, email } = row
  if ((await tx.identity.count({ where: { personId, issuer } })) === 0)
    await leaveGroupsOf(tx, actor, { personId, issuer })
  await tx.session.deleteMany({ where: { personId, NOT: { id: actor.sessionId ?? '' } } })
  await audit(tx, actor, {
    action: 'identity:unlink',
    subjectType: 'person',
    subjectId: personId,
    before: { provider: providerOfIssuer(issuer)?.id ?? null, issuer, subject, email },
  })
}

async function demandOtherWay(tx: Tx, { personId, identityId }: Bond): Promise<void> {
  const { passwordHash, identities } = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { passwordHash: true, identities: { select: { id: true, issuer: true } } },
  })
  const others = identities.filter(({ id, issuer }) => id !== identityId && providerOfIssuer(issuer))
  if (passwordHash === null && others.length === 0)
    throw new AppError(
      'conflict',
      'It is your only way in: set a password or link another account first, then unlink this one.',
    )
}

/**
 * Unlinks one's own account at a provider; one's other sessions end.
 * @throws AppError `not-found`, `conflict` where it is the only way in
 */
export async function unlinkOwn(actor: Actor, identityId: string): Promise<void> {
  const bond = { personId: actor.id, identityId }
  await transaction(async (tx) => {
    // two at the same time would each be the other's way
    await lockAdmins(tx)
    await demandOtherWay(tx, bond)
    await unlinkIn(tx, actor, bond)
  })
}

/**
 * Unlinks somebody's account at a provider; their sessions end.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `conflict` where it is one's own only way in
 */
export async function unlinkOf(actor: Actor, bond: Bond): Promise<void> {
  demand(actor, 'user:write')
  await transaction(async (tx) => {
    await lockAdmins(tx)
    await demandNotAbove(tx, actor, bond.personId)
    if (bond.personId === actor.id) await demandOtherWay(tx, bond)
    await unlinkIn(tx, actor, bond)
  })
}
