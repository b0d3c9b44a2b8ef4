import { hkdfSync } from 'node:crypto'
import type { z } from 'zod'
import { env } from '#server/env.ts'
import { decryptWith, encryptWith } from './encryption.ts'

const longest = 3500

/** For one use and nothing else: what is sealed for any other opens by no other. */
function keyFor(use: string): string {
  const secret = Buffer.from(env().FORMWORK_SECRET_KEY, 'base64')
  return Buffer.from(hkdfSync('sha256', secret, '', use, 32)).toString('base64')
}

/** A value that a browser carries for us and can neither read nor change. @param until instant in milliseconds */
export function sealToken(use: string, value: object, until: number): string {
  const text = JSON.stringify({ value, until })
  return Buffer.from(encryptWith(keyFor(use), text), 'base64').toString('base64url')
}

/** What a token carries; null: it is none of ours, was changed, or its time is over. */
export function openToken<T>(
  use: string,
  token: string | undefined,
  { shape, now = Date.now() }: { shape: z.ZodType<T>; now?: number },
): T | null {
  if (!token || token.length > longest) return null
  try {
    const text = decryptWith(keyFor(use), Buffer.from(token, 'base64url').toString('base64'))
    const { value, until } = JSON.parse(text) as { value: unknown; until: unknown }
    return typeof until === 'number' && until > now ? shape.parse(value) : null
  } catch {
    // whatever is wrong with it: it says nothing
    return null
  }
}
