import { createHash, randomBytes } from 'node:crypto'

/** The token of a guest's link: 128 random bits, kept nowhere but with the guest. */
export function newGuestToken(): string {
  return randomBytes(16).toString('base64url')
}

/** What is stored of it. */
export function hashOfGuestToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
