import type { Actor } from '#server/actor.ts'
import { demand } from '#server/people/can.ts'
import { readPerson } from '#server/people/people.ts'
import { transaction } from '#server/transaction.ts'
import { deleteToken, tokensOf } from './token-rows.ts'
import type { TokenList } from './view.ts'

/** The tokens of a person, without their texts. @throws AppError `forbidden`, `not-found` */
export async function listTokensOf(actor: Actor, personId: string): Promise<TokenList> {
  demand(actor, 'token:read')
  await readPerson(personId)
  return tokensOf(personId)
}

/** Revokes a token of a person. @throws AppError `forbidden`, `not-found` */
export async function revokeTokenOf(actor: Actor, token: { personId: string; id: string }): Promise<void> {
  demand(actor, 'token:write')
  await transaction(async (tx) => {
    await readPerson(token.personId, tx)
    await deleteToken(tx, actor, token)
  })
}
