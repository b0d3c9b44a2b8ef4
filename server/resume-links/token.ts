import { env } from '#server/env.ts'
import { signedIdOf, tokenFor } from '#server/secrets/signed-id.ts'

const use = 'formwork resume link'

/** The address that a link's holder opens. It stands nowhere but where it is handed out. */
export function addressOfLink(id: string): string {
  return `${env().FORMWORK_URL.replace(/\/$/, '')}/resume/${tokenFor(use, id)}`
}

/** Id of the link that a token names; undefined: it is none of ours. */
export function linkIdOf(token: string): string | undefined {
  return signedIdOf(use, token)
}
