import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'
import { transaction } from '#server/transaction.ts'
import type { GuestRow } from './view.ts'

/** Of a guest's requests in the list. */
const newest = { select: { number: true }, orderBy: { createdAt: 'desc' }, take: 3 } as const

export interface GuestsQuery {
  /** From 1. */
  page: number
  size: number
}

/** Who came to an app without an account, the newest first. For its editors. @throws AppError `not-found`, `forbidden` */
export async function listGuests(
  actor: Actor,
  appId: string,
  { page, size }: GuestsQuery,
): Promise<Page<GuestRow>> {
  await demandEditor(actor, appId)
  // whoever only asked for a code has no link, and is no guest yet
  const where = { appId, OR: [{ tokenHash: { not: null } }, { revokedAt: { not: null } }] }
  const [rows, total] = await Promise.all([
    db.guest.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { personId: 'asc' }],
      skip: (page - 1) * size,
      take: size,
      include: { person: { select: { _count: { select: { requests: true } }, requests: newest } } },
    }),
    db.guest.count({ where }),
  ])
  const results = rows.map(
    ({ personId, name, email, verifiedAt, createdAt, revokedAt, person }): GuestRow => ({
      id: personId,
      name: name ?? undefined,
      email: email ?? undefined,
      verified: verifiedAt !== null,
      createdAt: createdAt.toISOString(),
      revokedAt: revokedAt?.toISOString(),
      requests: person._count.requests,
      numbers: person.requests.map(({ number }) => number),
    }),
  )
  return { results, total }
}

/** Ends the link of a guest. Repeating it changes nothing. @throws AppError `not-found`, `forbidden` */
export async function revokeGuest(actor: Actor, appId: string, guestId: string): Promise<void> {
  await demandEditor(actor, appId)
  await transaction(async (tx) => {
    const guest = await tx.guest.findFirst({
      where: { personId: guestId, appId },
      select: { revokedAt: true },
    })
    if (!guest) throw new AppError('not-found', 'There is no such guest.')
    if (guest.revokedAt) return
    await tx.guest.update({
      where: { personId: guestId },
      data: { revokedAt: new Date(), tokenHash: null, mailedTokenHash: null },
    })
    await audit(tx, actor, {
      action: 'guest:revoke',
      subjectType: 'guest',
      subjectId: guestId,
      after: { appId },
    })
  })
}

/** @throws AppError `not-found` where the actor may not even know of the app, else `forbidden` */
export async function demandEditor(actor: Actor, appId: string) {
  const app = await db.app.findUnique({ where: { id: appId } })
  if (!app || app.deleted) throw new AppError('not-found', 'There is no such app, or you may not see it.')
  demand(actor, 'app:write', { namespace: app.namespace, appGroups: app.groups })
  return app
}
