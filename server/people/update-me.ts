import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { transaction } from '#server/transaction.ts'
import { nameOf, type NameGiven } from './names.ts'

/** What one changes of oneself; what is absent stays. */
export interface MeChange extends NameGiven {
  /** Only as it is. */
  email?: string | null
  /** IANA name. */
  timeZone?: string
  /** BCP 47. */
  language?: string
}

/**
 * Changes one's own name, time zone or language, and answers the actor as they are then.
 * @throws AppError `forbidden` for another mail address, as it is what one signs in with
 */
export async function updateMe(actor: Actor, change: MeChange): Promise<Actor> {
  const email = change.email?.trim().toLowerCase() ?? actor.email
  if (email !== actor.email)
    throw new AppError(
      'forbidden',
      'Your mail address is what you sign in with: an administrator can change it.',
      { details: [{ path: 'email', message: 'is changed by an administrator' }] },
    )
  const facts = ({ name, timeZone, language }: Pick<Actor, 'name' | 'timeZone' | 'language'>) => ({
    name,
    timeZone,
    language,
  })
  const after = {
    name: nameOf(change, actor.name)?.trim() ?? actor.name,
    timeZone: change.timeZone ?? actor.timeZone,
    language: change.language ?? actor.language,
  }
  await transaction(async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: after })
    await audit(tx, actor, {
      action: 'user:write',
      subjectType: 'person',
      subjectId: actor.id,
      before: facts(actor),
      after,
    })
  })
  return { ...actor, ...after }
}
