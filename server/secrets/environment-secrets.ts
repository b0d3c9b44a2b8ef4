import type { Actor } from '#server/actor.ts'
import { environmentSecretNames } from '#server/env.ts'
import { demand } from '#server/people/can.ts'

/** Keys that flows of every namespace can read as the installation's environment gives them, never their values. @throws AppError `forbidden`, `not-found` */
export function environmentSecrets(actor: Actor, namespace: string): string[] {
  demand(actor, 'secret:read', { namespace })
  return environmentSecretNames()
}
