import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { endLinks } from '#server/mail-links/link.ts'
import { demandManager } from '#server/people/manager.ts'
import type { Doer } from './account.ts'
import type { Claims } from './claims.ts'
import type { Provider } from './settings.ts'

/** Whom the claims are about, and whose word it is. */
export interface Following {
  provider: Provider
  claims: Claims
  personId: string
}

interface Profile {
  name: string
  email: string
}

/** A mail address is a way in elsewhere: only a trusted provider changes it, and never to one that somebody has. */
async function mailFor(tx: Tx, { provider, claims, personId }: Following, present: string): Promise<string> {
  const { email, emailVerified } = claims
  if (!provider.trusted || emailVerified !== true || email === undefined) return present
  const taken = await tx.person.count({ where: { email, NOT: { id: personId } } })
  return taken > 0 ? present : email
}

/** Takes over name and mail address where the provider has others. */
export async function followProfile(tx: Tx, doer: Doer, following: Following): Promise<void> {
  const { claims, personId } = following
  const select = { name: true, email: true } as const
  const before: Profile = await tx.person.findUniqueOrThrow({ where: { id: personId }, select })
  const after: Profile = {
    name: claims.name ?? before.name,
    email: await mailFor(tx, following, before.email),
  }
  if (after.name === before.name && after.email === before.email) return
  await tx.person.update({ where: { id: personId }, data: after })
  // a link that was sent to another address opens nothing any more
  if (after.email !== before.email) await endLinks(tx, personId)
  await audit(tx, doer, {
    action: 'user:write',
    subjectType: 'person',
    subjectId: personId,
    before: { ...before },
    after: { ...after, provider: following.provider.id },
  })
}

/** The person whom a claim names by mail address, or by their subject at the same provider. */
async function findManager(tx: Tx, { issuer, manager = '' }: Claims): Promise<string | undefined> {
  if (manager.includes('@')) {
    const email = manager.toLowerCase()
    const found = await tx.person.findFirst({ where: { email, kind: 'person' }, select: { id: true } })
    if (found) return found.id
  }
  const account = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject: manager } },
    select: { personId: true },
  })
  return account?.personId
}

/** Takes over the manager where the provider names one who is known here. One who cannot be theirs is left out, and logged. */
export async function followManager(
  tx: Tx,
  doer: Doer,
  { provider, claims, personId }: Following,
): Promise<void> {
  if (claims.manager === undefined) return
  const managerId = await findManager(tx, claims)
  if (managerId === undefined) return
  const before = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { managerId: true } })
  if (before.managerId === managerId) return
  try {
    await demandManager(tx, personId, managerId)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log().warn({ provider: provider.id, personId, why: error.message }, 'A manager by claim is left out')
    return
  }
  await tx.person.update({ where: { id: personId }, data: { managerId } })
  await audit(tx, doer, {
    action: 'user:write',
    subjectType: 'person',
    subjectId: personId,
    before: { manager: before.managerId },
    after: { manager: managerId, provider: provider.id },
  })
}
