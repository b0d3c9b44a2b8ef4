import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { deleteToken, insertToken, tokensOf, type NewToken } from './token-rows.ts'
import type { MadeToken, TokenList } from './view.ts'

/**
 * Makes a token that acts as the actor. Its text is in this answer and nowhere else.
 * @throws AppError `forbidden` for what the actor does not hold, and to a token that has a scope itself; `invalid`, `conflict`
 */
export async function createToken(
  actor: Actor,
  wish: Partial<NewToken> & Pick<NewToken, 'name'>,
): Promise<MadeToken> {
  demand(actor, 'token:write', { ownerId: actor.id })
  if (actor.scope)
    throw new AppError('forbidden', 'A token with a scope makes no tokens: it could outlive itself.')
  const whole = { description: '', extended: false, ...wish }
  return transaction((tx) => insertToken(tx, actor, { owner: actor, wish: whole }))
}

/** The actor's tokens, newest first, without their texts. */
export async function listTokens(actor: Actor): Promise<TokenList> {
  demand(actor, 'token:read', { ownerId: actor.id })
  return tokensOf(actor.id)
}

/** Revokes a token of one's own. @throws AppError `not-found` */
export async function revokeToken(actor: Actor, id: string): Promise<void> {
  demand(actor, 'token:write', { ownerId: actor.id })
  await transaction((tx) => deleteToken(tx, actor, { personId: actor.id, id }))
}
