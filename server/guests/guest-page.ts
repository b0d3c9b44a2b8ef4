import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { nobody } from '#server/people/nobody.ts'
import { transaction } from '#server/transaction.ts'
import { doorOfApp, isPublic } from './public-door.ts'
import { mostGuestBytes } from './public-form.ts'
import type { GuestView } from './view.ts'

const most = 50

/** What a guest's link opens beside the requests themselves. @throws AppError `unauthenticated`, `forbidden` for anybody else */
export async function guestPage(actor: Actor): Promise<GuestView> {
  const { appId, verified } = demandGuest(actor)
  const [door, rows] = await Promise.all([
    doorOfApp(appId),
    db.request.findMany({
      where: { requesterId: actor.id },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      take: most,
      select: { id: true, number: true, title: true, createdAt: true },
    }),
  ])
  if (!door) throw new AppError('not-found', 'There is no such app any more.')
  return {
    app: {
      publicId: door.publicId,
      displayName: door.displayName,
      theme: door.app.theme,
      open: isPublic(door),
    },
    email: actor.email || undefined,
    verified,
    maxUploadBytes: mostGuestBytes(),
    requests: rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })),
  }
}

/** Ends the guest's own link: it opens nothing from now on; what was asked for goes on. @throws AppError `unauthenticated` */
export async function endOwnLink(actor: Actor): Promise<void> {
  demandGuest(actor)
  await transaction(async (tx) => {
    const { count } = await tx.guest.updateMany({
      where: { personId: actor.id, revokedAt: null },
      data: { revokedAt: new Date(), tokenHash: null, mailedTokenHash: null },
    })
    if (count > 0)
      await audit(tx, actor, { action: 'guest:revoke', subjectType: 'guest', subjectId: actor.id })
  })
}

function demandGuest(actor: Actor): NonNullable<Actor['guest']> {
  const { guest } = actor
  if (guest) return guest
  const known = actor.id !== nobody.id
  throw new AppError(
    known ? 'forbidden' : 'unauthenticated',
    'This is for guests: send the token of your link.',
  )
}
