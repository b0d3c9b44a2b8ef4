import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { seenNow } from '#server/mail/seen-now.ts'
import { countAttempt } from '#server/people/sign-in-limits.ts'
import { seal, sealedFrom, unseal } from '#server/secrets/seal.ts'
import { transaction } from '#server/transaction.ts'
import { demandPassword } from './demand-password.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { enrolment, newSecret, stepOf } from './totp.ts'

export interface Enrolment {
  /** Base32, to be typed where no picture can be taken. */
  secret: string
  uri: string
  /** Picture of `uri`. */
  svg: string
}

/**
 * Makes the secret that a person's program is to hold. It counts only once a code has confirmed it.
 * @throws AppError `invalid` for a wrong password, `conflict` where there is a second factor already, `too-many`
 */
export async function setUpSecondFactor(actor: Actor, password: string): Promise<Enrolment> {
  await demandPassword(actor, password)
  const secret = newSecret()
  const sealed = seal(secret).value
  await transaction(async (tx) => {
    await tx.secondFactor.deleteMany({ where: { personId: actor.id, confirmedAt: null } })
    const { count } = await tx.secondFactor.createMany({
      data: [{ personId: actor.id, secret: sealed }],
      skipDuplicates: true,
    })
    if (count === 0) throw new AppError('conflict', 'Your account has a second factor; switch it off first.')
  })
  return { secret, ...(await enrolment(secret, actor.email)) }
}

/**
 * Switches the second factor on, by a first code.
 * @returns recovery codes, which are in this answer and nowhere else
 * @throws AppError `invalid` for a wrong code, `conflict` where nothing waits for one, `too-many`
 */
export async function confirmSecondFactor(actor: Actor, code: string): Promise<{ recoveryCodes: string[] }> {
  const attempt = await countAttempt(`second factor of ${actor.id}`, actor.address)
  const made = await transaction(async (tx) => {
    const row = await tx.secondFactor.findUnique({ where: { personId: actor.id } })
    if (!row || row.confirmedAt)
      throw new AppError('conflict', 'There is nothing to confirm: begin to set up a second factor first.')
    const lastStep = stepOf(unseal(sealedFrom(row.secret)), code)
    if (lastStep === null)
      throw new AppError('invalid', 'The code is wrong. Codes change every 30 seconds: type the newest.', {
        details: [{ path: 'code', message: 'is wrong' }],
      })
    const { count } = await tx.secondFactor.updateMany({
      where: { personId: actor.id, secret: row.secret, confirmedAt: null },
      data: { confirmedAt: new Date(), lastStep },
    })
    if (count === 0) throw new AppError('conflict', 'It was changed meanwhile. Begin again.')
    const recoveryCodes = await makeRecoveryCodes(tx, actor.id)
    await audit(tx, actor, {
      action: 'second-factor:enable',
      subjectType: 'person',
      subjectId: actor.id,
    })
    const seen = seenNow(actor)
    const dedupeKey = `second-factor-added:${seen.at}`
    await postMail(tx, { personId: actor.id, kind: 'second-factor-added', data: seen, dedupeKey })
    return { recoveryCodes }
  })
  await attempt.succeeded()
  return made
}
