import { createHash, randomBytes } from 'node:crypto'

/** The token of a guest's link: 128 random bits, kept nowhere but with the guest. */
export function newGuestToken(): string {
  return randomBytes(16).toString('base64url')
}

/** What is stored of it. */
export function hashOfGuestToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The token that a call carries; undefined: none. */
export function guestTokenOf(headers: Headers): string | undefined {
  return /^guest\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
}
