import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { transaction } from '#server/transaction.ts'
import { demand } from './can.ts'
import { readPerson } from './people.ts'
import type { PersonDetail } from './view.ts'

/**
 * Takes the name, the mail address, the rights and all that belongs to an account from somebody who left. What they did
 * stays under their id, in requests and in the audit. It cannot be undone.
 * @throws AppError `forbidden`, also for somebody who held more; `not-found`, `conflict` for somebody who is still active
 */
export async function anonymisePerson(actor: Actor, id: string): Promise<PersonDetail> {
  demand(actor, 'user:write')
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Person" WHERE id = ${id} FOR UPDATE`
    const { active } = await readPerson(id, tx)
    if (active)
      throw new AppError('conflict', 'Somebody who is active keeps their name: deactivate them first.')
    await demandNotAbove(tx, actor, id)
    await tx.session.deleteMany({ where: { personId: id } })
    await tx.apiToken.deleteMany({ where: { personId: id } })
    await tx.roleBinding.deleteMany({ where: { personId: id } })
    await tx.groupMember.deleteMany({ where: { personId: id } })
    await tx.secondFactor.deleteMany({ where: { personId: id } })
    await tx.identity.deleteMany({ where: { personId: id } })
    await tx.notice.deleteMany({ where: { personId: id } })
    await tx.noticeSetting.deleteMany({ where: { personId: id } })
    await tx.follower.deleteMany({ where: { personId: id } })
    await tx.mail.deleteMany({ where: { personId: id } })
    await tx.mailLink.deleteMany({ where: { personId: id } })
    await tx.person.updateMany({ where: { managerId: id }, data: { managerId: null } })
    await tx.person.update({
      where: { id },
      data: {
        name: 'Former colleague',
        // the column asks for one; `.invalid` is nobody's domain
        email: `${id.toLowerCase()}@former.invalid`,
        passwordHash: null,
        managerId: null,
        timeZone: 'UTC',
        language: 'en',
      },
    })
    await audit(tx, actor, { action: 'user:anonymise', subjectType: 'person', subjectId: id })
    return readPerson(id, tx)
  })
}
