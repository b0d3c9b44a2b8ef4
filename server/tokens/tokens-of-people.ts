import type { Actor } from '#server/actor.ts'
import { auditRead } from '#server/audit/sensitive.ts'
import { AppError } from '#server/errors.ts'
import { notify } from '#server/notices/notify.ts'
import { demand } from '#server/people/can.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { readPerson } from '#server/people/people.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { transaction } from '#server/transaction.ts'
import { deleteToken, insertToken, tokensOf, type NewToken } from './token-rows.ts'
import type { MadeToken, TokenList } from './view.ts'

/** The tokens of a person, without their texts. @throws AppError `forbidden`, `not-found` */
export async function listTokensOf(actor: Actor, personId: string): Promise<TokenList> {
  demand(actor, 'token:read')
  await readPerson(personId)
  if (personId !== actor.id)
    await auditRead(actor, 'token:read', { subjectType: 'person', subjectId: personId })
  return tokensOf(personId)
}

/**
 * Makes a token that acts as a person, who is told of it. Its text is in this answer and nowhere else.
 * @throws AppError `forbidden`, also for somebody who holds more, and to a token that has a scope itself; `not-found`,
 * `conflict` for somebody who is not active, or has 50
 */
export async function createTokenOf(actor: Actor, personId: string, wish: NewToken): Promise<MadeToken> {
  demand(actor, 'token:write')
  demand(actor, 'user:write')
  if (actor.scope)
    throw new AppError('forbidden', 'A token with a scope makes no tokens: it could outlive itself.')
  return transaction(async (tx) => {
    const { name } = await readPerson(personId, tx)
    await demandNotAbove(tx, actor, personId)
    const owner = await loadActor(personId, { door: 'api' }, tx)
    if (!owner) throw new AppError('conflict', `${name} is not active: nobody can act as them.`)
    const made = await insertToken(tx, actor, { owner, wish })
    if (personId !== actor.id)
      await notify(tx, {
        personIds: [personId],
        kind: 'token-made',
        data: { by: actor.name, name: made.name },
        dedupeKey: `token-made:${made.id}`,
      })
    return made
  })
}

/** Revokes a token of a person. @throws AppError `forbidden`, `not-found` */
export async function revokeTokenOf(actor: Actor, token: { personId: string; id: string }): Promise<void> {
  demand(actor, 'token:write')
  await transaction(async (tx) => {
    await readPerson(token.personId, tx)
    await deleteToken(tx, actor, token)
  })
}
