import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { readPerson } from '#server/people/people.ts'
import { isRecent } from '#server/people/recent.ts'
import { providerOfIssuer, providers } from './client.ts'
import type { IdentityView, OwnIdentities } from './view.ts'

async function readIdentities(personId: string): Promise<IdentityView[]> {
  const rows = await db.identity.findMany({
    where: { personId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => {
    const provider = providerOfIssuer(row.issuer)
    return {
      id: row.id,
      provider: provider && { id: provider.id, name: provider.name },
      issuer: row.issuer,
      email: row.email ?? undefined,
      linkedAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString(),
    }
  })
}

/** One's own accounts at providers, and where one could link another. */
export async function ownIdentities(actor: Actor): Promise<OwnIdentities> {
  const [identities, person, recent] = await Promise.all([
    readIdentities(actor.id),
    db.person.findUnique({ where: { id: actor.id }, select: { passwordHash: true, demo: true, kind: true } }),
    isRecent(actor),
  ])
  const may = person?.kind === 'person' && !person.demo
  const hasPassword = (person?.passwordHash ?? null) !== null
  const offered = may ? providers().map(({ id, name }) => ({ id, name })) : []
  return { identities, providers: offered, hasPassword, recent }
}

/** The accounts at providers of a person. @throws AppError `forbidden`, `not-found` */
export async function identitiesOf(actor: Actor, personId: string): Promise<IdentityView[]> {
  demand(actor, 'user:read')
  await readPerson(personId)
  return readIdentities(personId)
}
