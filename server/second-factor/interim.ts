import { hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { env } from '#server/env.ts'
import { decryptWith, encryptWith } from '#server/secrets/encryption.ts'
import type { HalfSignedIn } from './check.ts'

/** Between the password and the code. */
export const interimSeconds = 5 * 60

const shape = z.strictObject({ personId: z.string(), passwordMark: z.string(), until: z.number() })

/** For this and nothing else: what any other key sealed is none. */
function key(): string {
  const secret = Buffer.from(env().FORMWORK_SECRET_KEY, 'base64')
  return Buffer.from(hkdfSync('sha256', secret, '', 'formwork second factor', 32)).toString('base64')
}

/** Says, sealed, who has given the right password; it opens nothing but the way to the second factor. */
export function interimToken({ personId, passwordMark }: HalfSignedIn, now = Date.now()): string {
  const text = JSON.stringify({ personId, passwordMark, until: now + interimSeconds * 1000 })
  return Buffer.from(encryptWith(key(), text), 'base64').toString('base64url')
}

/** Whom a token names; null: it is none of ours, was changed, or its time is over. */
export function readInterim(token: string | undefined, now = Date.now()): HalfSignedIn | null {
  if (!token || token.length > 1000) return null
  try {
    const text = decryptWith(key(), Buffer.from(token, 'base64url').toString('base64'))
    const { until, ...half } = shape.parse(JSON.parse(text))
    return until > now ? half : null
  } catch {
    // whatever is wrong with it: nobody is named by it
    return null
  }
}
