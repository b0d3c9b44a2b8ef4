import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demandMail } from '#server/mail/demand-mail.ts'
import { demand } from '#server/people/can.ts'
import { readPerson } from '#server/people/people.ts'
import type { PersonDetail } from '#server/people/view.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { transaction } from '#server/transaction.ts'
import { sendLink } from './send-link.ts'

/** In the transaction that makes the person, or a later one. @throws AppError `conflict` for whom no mail is sent to */
export async function inviteIn(tx: Tx, actor: Actor, personId: string): Promise<void> {
  if (!(await sendLink(tx, { personId, kind: 'invitation', by: actor.name })))
    throw new AppError('conflict', 'Only people who are active, and not of the demo, get mail.')
  await audit(tx, actor, { action: 'user:invite', subjectType: 'person', subjectId: personId })
}

/**
 * Sends somebody who has never signed in a link by which they set a password; one from before ends.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `conflict` for whom no mail is sent to, who has
 * signed in, and where no mail server is set
 */
export async function invitePerson(actor: Actor, id: string): Promise<PersonDetail> {
  demand(actor, 'user:write')
  demandMail()
  return transaction(async (tx) => {
    await readPerson(id, tx)
    await demandNotAbove(tx, actor, id)
    if ((await tx.knownDevice.count({ where: { personId: id } })) > 0)
      throw new AppError(
        'conflict',
        'They have signed in already: send a link to reset the password instead.',
      )
    await inviteIn(tx, actor, id)
    return readPerson(id, tx)
  })
}
