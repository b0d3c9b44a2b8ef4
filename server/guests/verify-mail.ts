import { randomInt } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { postToAddress } from '#server/mail/post-to-address.ts'
import { hasMail } from '#server/mail/settings.ts'
import { isSigned, sign } from '#server/secrets/sign.ts'
import { transaction } from '#server/transaction.ts'
import { insertGuest } from './begin-guest.ts'
import { demandCaptcha } from './captcha.ts'
import { countCode, countDeed } from './door-limits.ts'
import { hashOfGuestToken, newGuestToken } from './guest-token.ts'
import type { PublicDoor } from './public-door.ts'
import { demandPerson, type FromForm } from './ticket.ts'

const minutes = 10
const mostTries = 5
const use = 'formwork guest code'

const wrong = () => new AppError('invalid', 'That is not the code, or its time is over. Ask for a new one.')
const marked = (guestId: string, code: string) => `${guestId}:${code}`

export interface CodeWish extends FromForm {
  email: string
  name?: string
  captcha?: string
}

/**
 * Sends six digits to a mail address. The answer is the same whoever has the address.
 * @returns what the code is told with
 * @throws AppError `too-many`, `forbidden` where the riddle was not solved, `conflict` where no mail is sent here, or for a program
 */
export async function askCode(door: PublicDoor, visitor: Actor, wish: CodeWish): Promise<string> {
  if (!hasMail()) throw new AppError('conflict', 'No mail is sent here, so no address can be confirmed.')
  await countDeed('code', door.id, visitor.address)
  const email = wish.email.trim().toLowerCase()
  demandPerson(door.id, wish)
  await demandCaptcha(wish.captcha, visitor.address)
  await countCode(email)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return transaction(async (tx) => {
    const id = await insertGuest(tx, door.id, { name: wish.name, email, language: visitor.language })
    await tx.guest.update({
      where: { personId: id },
      data: { codeHash: sign(use, marked(id, code)), codeUntil: new Date(Date.now() + minutes * 60_000) },
    })
    await postToAddress(tx, {
      address: email,
      language: visitor.language,
      kind: 'guest-code',
      data: { app: door.displayName, code, minutes },
      dedupeKey: `guest-code:${id}`,
    })
    return id
  })
}

/**
 * Takes the six digits: five tries, ten minutes, once.
 * @returns the token of the guest's link
 * @throws AppError `invalid` for a wrong code, one that is too old or used up: these are not told apart; `too-many`
 */
export async function tellCode(
  door: PublicDoor,
  visitor: Actor,
  { verification, code }: { verification: string; code: string },
): Promise<string> {
  await countDeed('tell', door.id, visitor.address)
  // counted before it is looked at, so that tries at the same time are all counted
  const [guest] = await db.guest.updateManyAndReturn({
    where: {
      personId: verification,
      appId: door.id,
      verifiedAt: null,
      codeTries: { lt: mostTries },
      codeUntil: { gt: new Date() },
    },
    data: { codeTries: { increment: 1 } },
  })
  if (!guest?.codeHash || !isSigned(use, marked(verification, code), guest.codeHash)) throw wrong()
  const token = newGuestToken()
  await transaction(async (tx) => {
    const { count } = await tx.guest.updateMany({
      where: { personId: verification, verifiedAt: null },
      data: { verifiedAt: new Date(), codeHash: null, codeUntil: null, tokenHash: hashOfGuestToken(token) },
    })
    if (count === 0) throw wrong()
    await audit(
      tx,
      { ...visitor, id: verification },
      {
        action: 'guest:verify',
        subjectType: 'guest',
        subjectId: verification,
        after: { appId: door.id, email: guest.email },
      },
    )
  })
  return token
}
