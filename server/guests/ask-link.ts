import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { postToAddress } from '#server/mail/post-to-address.ts'
import { hasMail } from '#server/mail/settings.ts'
import { nobody } from '#server/people/nobody.ts'
import { isReadable, seal, sealedFrom, unseal } from '#server/secrets/seal.ts'
import { transaction } from '#server/transaction.ts'
import { demandCaptcha } from './captcha.ts'
import { countCode, countDeed } from './door-limits.ts'
import { hashOfGuestToken, newGuestToken } from './guest-token.ts'
import type { PublicDoor } from './public-door.ts'
import { demandPerson, type FromForm } from './ticket.ts'

const atOnce = 100
const lifeMs = 60 * 60 * 1000
/** Somebody may have come to an app more than once. */
const mostLinks = 3

export interface LinkWish extends FromForm {
  email: string
  captcha?: string
}

/**
 * Takes down that somebody lost the link to their requests. Whether the address has any is looked up by the worker: here neither
 * the answer nor its time can tell.
 * @throws AppError `too-many`, whoever has the address; `forbidden` where the riddle was not solved, `conflict` where no mail is sent here
 */
export async function askLink(door: PublicDoor, visitor: Actor, wish: LinkWish): Promise<void> {
  if (!hasMail()) throw new AppError('conflict', 'No mail is sent here, so no link can be sent.')
  await countDeed('link', door.id, visitor.address)
  demandPerson(door.id, wish)
  await demandCaptcha(wish.captcha, visitor.address)
  const email = wish.email.trim().toLowerCase()
  await countCode(email)
  await db.guestLinkAsk.create({ data: { appId: door.id, address: seal(email).value } })
}

interface Asked {
  appId: string
  address: string
  createdAt: Date
}

/** Sends links to those who asked for one and have confirmed their address; of others nothing is left. */
export async function answerLinkAsks(): Promise<void> {
  for (let count = 0; count < atOnce; count++) if (!(await transaction(answerOne))) return
}

async function answerOne(tx: Tx): Promise<boolean> {
  const [asked] = await tx.$queryRaw<Asked[]>`
    DELETE FROM "GuestLinkAsk"
    WHERE id = (SELECT id FROM "GuestLinkAsk" ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "appId", address, "createdAt"`
  if (!asked) return false
  const sealed = sealedFrom(asked.address)
  const isOld = asked.createdAt.getTime() + lifeMs < Date.now()
  if (!isOld && isReadable(sealed)) await answer(tx, asked.appId, unseal(sealed))
  return true
}

/** The first link goes on to open: who asks in somebody's name takes nothing from them. */
async function answer(tx: Tx, appId: string, email: string): Promise<void> {
  const guests = await tx.guest.findMany({
    where: { appId, email, verifiedAt: { not: null }, revokedAt: null, person: { requests: { some: {} } } },
    orderBy: { createdAt: 'desc' },
    take: mostLinks,
    select: {
      personId: true,
      app: { select: { displayName: true } },
      person: { select: { language: true, requests: newest } },
    },
  })
  for (const { personId, app, person } of guests) {
    const token = newGuestToken()
    const hash = hashOfGuestToken(token)
    await tx.guest.update({ where: { personId }, data: { mailedTokenHash: hash } })
    await postToAddress(tx, {
      address: email,
      language: person.language,
      kind: 'guest-link',
      data: { app: app.displayName, number: person.requests[0]?.number ?? '' },
      secret: { path: `/guest/${token}`, until: new Date(Date.now() + lifeMs) },
      dedupeKey: `guest-link:${hash}`,
    })
    await audit(
      tx,
      { id: nobody.id, door: 'guest' },
      { action: 'guest:send-link', subjectType: 'guest', subjectId: personId, after: { appId } },
    )
  }
}

const newest = { select: { number: true }, orderBy: { createdAt: 'desc' }, take: 1 } as const
