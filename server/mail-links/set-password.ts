import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { seenNow } from '#server/mail/seen-now.ts'
import { demandGoodPassword } from '#server/people/demand-good-password.ts'
import type { Place } from '#server/people/devices.ts'
import { hashPassword } from '#server/people/password.ts'
import { forgiveAttempts } from '#server/people/sign-in-limits.ts'
import { transaction } from '#server/transaction.ts'
import { endLinks, live } from './link.ts'

const over = () =>
  new AppError('gone', 'This link opens nothing: it was used, is too old, or a newer one was sent.')

/**
 * Sets the password of the person whom a link was sent to: its one use. Nobody is signed in by it, the second factor stays,
 * and every session of theirs ends.
 * @throws AppError `gone` for a link that opens nothing, `invalid` for a password that is too weak: then the link stays good
 */
export async function setPasswordByLink(
  { token, password }: { token: string; password: string },
  { address, userAgent, language }: Place,
): Promise<void> {
  const found = await db.mailLink.findFirst({
    where: live(token),
    select: { id: true, personId: true, kind: true, person: { select: { email: true, name: true } } },
  })
  if (!found) throw over()
  const { personId, kind, person } = found
  demandGoodPassword(password, person)
  const passwordHash = await hashPassword(password)
  await transaction(async (tx) => {
    const { count } = await tx.mailLink.updateMany({
      where: { id: found.id, ...live(token) },
      data: { usedAt: new Date() },
    })
    if (count === 0) throw over()
    // who accepts an invitation reads on in the language that they read it in
    const reads = kind === 'invitation' && language ? { language } : {}
    await tx.person.update({
      where: { id: personId },
      data: { passwordHash, firstPasswordUntil: null, ...reads },
    })
    await tx.session.deleteMany({ where: { personId } })
    await endLinks(tx, personId)
    await audit(
      tx,
      { id: personId, door: 'web', address, userAgent: userAgent?.slice(0, 300) },
      { action: 'user:set-password', subjectType: 'person', subjectId: personId, after: { by: kind } },
    )
    await postMail(tx, {
      personId,
      kind: 'password-changed',
      data: { ...seenNow({ address, userAgent }), first: kind !== 'reset' },
      dedupeKey: `password-by-link:${found.id}`,
    })
  })
  // whoever reads the mail of an account may try its new password at once
  await forgiveAttempts(person.email)
}
