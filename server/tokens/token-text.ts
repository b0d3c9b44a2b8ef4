import { createHash, randomBytes } from 'node:crypto'

/** The text of a new token: 256 random bits, told from other secrets by its beginning. */
export function makeTokenText(): string {
  return `fw_${randomBytes(32).toString('base64url')}`
}

/** What is stored of a token; it has so many bits that no salt is needed. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What lists show of it. */
export function prefixOfToken(token: string): string {
  return token.slice(0, 9)
}
