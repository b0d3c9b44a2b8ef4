import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { checkPassword } from '#server/people/sign-in.ts'

/** Who changes how they sign in says their password once more. @throws AppError `invalid`, `too-many` */
export async function demandPassword(actor: Actor, password: string): Promise<void> {
  try {
    await checkPassword({ email: actor.email, password, address: actor.address })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error
    throw new AppError('invalid', 'The password is wrong.', {
      details: [{ path: 'password', message: 'is wrong' }],
    })
  }
}
