import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { deleteToken, insertToken, tokensOf, type NewToken } from '#server/tokens/token-rows.ts'
import type { MadeToken, TokenList } from '#server/tokens/view.ts'
import { transaction } from '#server/transaction.ts'
import { readAccount } from './account-rows.ts'

/** The tokens of a service account, without their texts. @throws AppError `forbidden`, `not-found` */
export async function listAccountTokens(actor: Actor, id: string): Promise<TokenList> {
  demand(actor, 'service-account:read')
  await readAccount(id)
  return tokensOf(id)
}

/**
 * Makes a token that acts as a service account. Its text is in this answer and nowhere else.
 * @throws AppError `forbidden`, also where the account holds more than the actor; `not-found`, `invalid`, `conflict`
 */
export async function createAccountToken(actor: Actor, id: string, wish: NewToken): Promise<MadeToken> {
  demand(actor, 'service-account:write')
  return transaction(async (tx) => {
    await readAccount(id, tx)
    await demandNotAbove(tx, actor, id)
    const owner = await loadActor(id, { door: 'api' }, tx)
    if (!owner) throw new AppError('not-found', 'There is no such service account.')
    return insertToken(tx, actor, { owner, wish })
  })
}

/** Revokes a token of a service account. @throws AppError `forbidden`, `not-found` */
export async function revokeAccountToken(
  actor: Actor,
  { id, tokenId }: { id: string; tokenId: string },
): Promise<void> {
  demand(actor, 'service-account:write')
  await transaction(async (tx) => {
    await readAccount(id, tx)
    await deleteToken(tx, actor, { personId: id, id: tokenId })
  })
}
