import { randomBytes } from 'node:crypto'
import { isSigned, sign } from './sign.ts'

/** An id of 128 random bits, url-safe. */
export function newSignedId(): string {
  return randomBytes(16).toString('base64url')
}

/** What is handed out for an id: who reads the database alone cannot make it. @param use nothing signed for another counts */
export function tokenFor(use: string, id: string): string {
  return `${id}.${sign(use, id)}`
}

/** The id that a token names; undefined: it is none of ours. */
export function signedIdOf(use: string, token: string): string | undefined {
  const [id = '', signature = '', ...rest] = token.slice(0, 200).split('.')
  return rest.length === 0 && id !== '' && isSigned(use, id, signature) ? id : undefined
}
