import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { demandMail } from '#server/mail/demand-mail.ts'
import { demand } from '#server/people/can.ts'
import { readPerson } from '#server/people/people.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { transaction } from '#server/transaction.ts'
import { sendLink } from './send-link.ts'

/**
 * Sends somebody a link by which they set a new password. Until they do the present one holds; a link from before ends.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `conflict` for whom no mail is sent to and
 * where no mail server is set
 */
export async function sendResetLink(actor: Actor, id: string): Promise<void> {
  demand(actor, 'user:write')
  demandMail()
  await transaction(async (tx) => {
    await readPerson(id, tx)
    await demandNotAbove(tx, actor, id)
    if (!(await sendLink(tx, { personId: id, kind: 'reset', by: actor.name })))
      throw new AppError('conflict', 'Only people who are active, and not of the demo, get mail.')
    await audit(tx, actor, { action: 'user:send-password-link', subjectType: 'person', subjectId: id })
  })
}
