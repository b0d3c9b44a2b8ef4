import { z } from 'zod'
import { openToken, sealToken } from '#server/secrets/sealed-token.ts'
import type { HalfSignedIn } from './check.ts'

/** Between the first step and the code. */
export const interimSeconds = 5 * 60

const use = 'formwork second factor'
const shape = z.union([
  z.strictObject({ personId: z.string(), passwordMark: z.string() }),
  z.strictObject({ personId: z.string(), identityId: z.string(), provider: z.string() }),
])

/** Says, sealed, who has done the first step; it opens nothing but the way to the second factor. */
export function interimToken(half: HalfSignedIn, now = Date.now()): string {
  return sealToken(use, half, now + interimSeconds * 1000)
}

/** Whom a token names; null: it is none of ours, was changed, or its time is over. */
export function readInterim(token: string | undefined, now = Date.now()): HalfSignedIn | null {
  return openToken(use, token, { shape, now })
}
