import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { seenNow } from '#server/mail/seen-now.ts'
import { demand } from '#server/people/can.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { transaction } from '#server/transaction.ts'
import { demandPassword } from './demand-password.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

/** Takes it away, and tells the person by mail. */
async function remove(tx: Tx, actor: Actor, personId: string): Promise<void> {
  const { count } = await tx.secondFactor.deleteMany({ where: { personId, NOT: { confirmedAt: null } } })
  if (count === 0) throw new AppError('conflict', 'There is no second factor.')
  const seen = seenNow(actor)
  await postMail(tx, {
    personId,
    kind: 'second-factor-removed',
    data: { ...seen, ...(actor.id === personId ? {} : { by: actor.name }) },
    dedupeKey: `second-factor-removed:${seen.at}`,
  })
}

/** Switches one's own off. @throws AppError `invalid` for a wrong password, `conflict` where there is none, `too-many` */
export async function removeSecondFactor(actor: Actor, password: string): Promise<void> {
  await demandPassword(actor, password)
  await transaction(async (tx) => {
    await remove(tx, actor, actor.id)
    await audit(tx, actor, {
      action: 'second-factor:disable',
      subjectType: 'person',
      subjectId: actor.id,
    })
  })
}

/** Ten new recovery codes in place of those before. @throws AppError as `removeSecondFactor` */
export async function renewRecoveryCodes(
  actor: Actor,
  password: string,
): Promise<{ recoveryCodes: string[] }> {
  await demandPassword(actor, password)
  return transaction(async (tx) => {
    const there = await tx.secondFactor.count({ where: { personId: actor.id, NOT: { confirmedAt: null } } })
    if (there === 0) throw new AppError('conflict', 'There is no second factor.')
    const recoveryCodes = await makeRecoveryCodes(tx, actor.id)
    await audit(tx, actor, {
      action: 'second-factor:recovery-codes',
      subjectType: 'person',
      subjectId: actor.id,
    })
    return { recoveryCodes }
  })
}

/**
 * Takes the second factor from somebody who has lost it; all of their sessions end. One's own asks for the password instead,
 * and whoever may less takes it from nobody who may more.
 * @throws AppError `forbidden`, `not-found`, `conflict` where there is none, and for one's own
 */
export async function resetSecondFactor(actor: Actor, personId: string): Promise<void> {
  demand(actor, 'user:write')
  if (personId === actor.id)
    throw new AppError('conflict', 'Switch your own second factor off on your account page.')
  await transaction(async (tx) => {
    const person = await tx.person.findUnique({ where: { id: personId }, select: { id: true } })
    if (!person) throw new AppError('not-found', 'There is no such person.')
    await demandNotAbove(tx, actor, personId)
    await remove(tx, actor, personId)
    await tx.session.deleteMany({ where: { personId } })
    await audit(tx, actor, { action: 'second-factor:reset', subjectType: 'person', subjectId: personId })
  })
}
