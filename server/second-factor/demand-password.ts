import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { isRecent } from '#server/people/recent.ts'
import { checkPassword } from '#server/people/sign-in.ts'

/**
 * Who changes how they sign in says their password once more; who has none must have signed in a moment ago.
 * @param path of the password in the call's body
 * @throws AppError `invalid`, `too-many`
 */
export async function demandPassword(actor: Actor, password: string, path = 'password'): Promise<void> {
  const person = await db.person.findUnique({ where: { id: actor.id }, select: { passwordHash: true } })
  if (person?.passwordHash === null) {
    if (await isRecent(actor)) return
    throw new AppError('invalid', 'You signed in a while ago: sign in again, then do this at once.')
  }
  try {
    await checkPassword({ email: actor.email, password, address: actor.address })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error
    const message = path === 'current' ? 'The present password is wrong.' : 'The password is wrong.'
    throw new AppError('invalid', message, { details: [{ path, message: 'is wrong' }] })
  }
}
