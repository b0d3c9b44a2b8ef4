import { randomUUID } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import type { TriggerKey } from './key.ts'

/**
 * Does a thing to many triggers, one after the other. One that it does not apply to (it is in another state, or gone) is
 * left as it is.
 * @returns how many it was done to
 * @throws AppError of the first that is not allowed
 */
export async function toMany(
  actor: Actor,
  keys: readonly TriggerKey[],
  act: (actor: Actor, key: TriggerKey) => Promise<unknown>,
): Promise<{ count: number; totalItems: number; operationId: string }> {
  let count = 0
  for (const key of keys) {
    try {
      await act(actor, key)
      count++
    } catch (error) {
      if (!(error instanceof AppError) || !['conflict', 'not-found'].includes(error.code)) throw error
    }
  }
  return { count, totalItems: count, operationId: randomUUID() }
}
