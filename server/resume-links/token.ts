import { randomBytes } from 'node:crypto'
import { env } from '#server/env.ts'
import { isSigned, sign } from '#server/secrets/sign.ts'

const use = 'formwork resume link'

export function newLinkId(): string {
  return randomBytes(16).toString('base64url')
}

/** The address that a link's holder opens. It stands nowhere but where it is handed out. */
export function addressOfLink(id: string): string {
  return `${env().FORMWORK_URL.replace(/\/$/, '')}/resume/${id}.${sign(use, id)}`
}

/** Id of the link that a token names; undefined: it is none of ours. */
export function linkIdOf(token: string): string | undefined {
  const [id = '', signature = '', ...rest] = token.slice(0, 200).split('.')
  return rest.length === 0 && id !== '' && isSigned(use, id, signature) ? id : undefined
}
