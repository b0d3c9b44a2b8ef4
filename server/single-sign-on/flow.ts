import { createHash } from 'node:crypto'
import { z } from 'zod'
import { openToken, sealToken } from '#server/secrets/sealed-token.ts'
import { cookieLine, cookieOf } from '#server/session-cookie.ts'

/** How long somebody may take at the provider. */
const flowSeconds = 15 * 60

const use = 'formwork single sign-on'

const shape = z.strictObject({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Path of ours to go on to. */
  next: z.string(),
  /** Mark of the session that links an account; absent: it is a sign-in. */
  linkFor: z.string().optional(),
})

/** A way to a provider and back that has begun in a browser: what the answer is held against. */
export type Flow = z.infer<typeof shape>

/** Tells a session from others without giving it away. */
export function sessionMark(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url')
}

/** What the browser's cookie carries until it comes back. */
export function sealFlow(flow: Flow): string {
  return sealToken(use, flow, Date.now() + flowSeconds * 1000)
}

const suffix = '-sso'

/** The Set-Cookie line that binds a way to this browser, or with `null` the one that ends it. */
export function flowLine(token: string | null): string {
  return cookieLine(suffix, token ?? '', flowSeconds)
}

/** The way that a call's cookie tells of; null: none, or its time is over. */
export function flowOf(headers: Headers): Flow | null {
  return openToken(use, cookieOf(headers, suffix), { shape })
}
