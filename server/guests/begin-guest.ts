import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { transaction } from '#server/transaction.ts'
import { demandCaptcha } from './captcha.ts'
import { countDeed } from './door-limits.ts'
import { hashOfGuestToken, newGuestToken } from './guest-token.ts'
import type { PublicDoor } from './public-door.ts'

/** Who comes, as far as they say. */
export interface NewGuest {
  name?: string
  email?: string
  language: string
  tokenHash?: string
}

/** What stands where others have a mail address: unique, and nobody's (RFC 2606). */
const addressOfNobody = (id: string) => `guest-${id.toLowerCase()}@guest.invalid`

/** Stores a guest. They hold no role, are in no group, and cannot sign in. @returns their person id */
export async function insertGuest(tx: Tx, appId: string, guest: NewGuest): Promise<string> {
  const id = randomBytes(16).toString('hex')
  const name = guest.name?.trim() || guest.email || 'Guest'
  await tx.person.create({
    data: { id, kind: 'guest', email: addressOfNobody(id), name, language: guest.language },
  })
  await tx.guest.create({
    data: {
      personId: id,
      appId,
      email: guest.email?.trim().toLowerCase() || null,
      name: guest.name?.trim() || null,
      tokenHash: guest.tokenHash,
    },
  })
  return id
}

/**
 * Lets somebody in whom the app asks nothing of.
 * @returns the token of their link
 * @throws AppError `forbidden` where a mail address must be confirmed or the riddle was not solved, `too-many`
 */
export async function beginGuest(
  door: PublicDoor,
  visitor: Actor,
  given: { name?: string; email?: string; captcha?: string },
): Promise<string> {
  await countDeed('begin', door.id, visitor.address)
  if (door.app.access.guest !== 'ANYONE') throw new AppError('forbidden', 'Confirm your mail address first.')
  await demandCaptcha(given.captcha, visitor.address)
  const token = newGuestToken()
  await transaction(async (tx) => {
    const id = await insertGuest(tx, door.id, {
      ...given,
      language: visitor.language,
      tokenHash: hashOfGuestToken(token),
    })
    await audit(
      tx,
      { ...visitor, id },
      { action: 'guest:begin', subjectType: 'guest', subjectId: id, after: { appId: door.id } },
    )
  })
  return token
}
