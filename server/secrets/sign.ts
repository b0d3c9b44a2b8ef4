import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { env } from '#server/env.ts'

/** The keys for one use and nothing else: what is signed for any other is not signed for it. The one of now first. */
function keysFor(use: string): Buffer[] {
  const { FORMWORK_SECRET_KEY, FORMWORK_OLD_SECRET_KEYS } = env()
  return [FORMWORK_SECRET_KEY, ...FORMWORK_OLD_SECRET_KEYS].map((key) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), '', use, 32)),
  )
}

function macs(use: string, text: string): Buffer[] {
  return keysFor(use).map((key) => createHmac('sha256', key).update(text).digest())
}

/** The signature of a text by the server's key: HMAC-SHA256, url-safe. */
export function sign(use: string, text: string): string {
  return macs(use, text)[0]?.toString('base64url') ?? ''
}

/** Whether it is one, by the key of now or by one before it. */
export function isSigned(use: string, text: string, signature: string): boolean {
  const given = Buffer.from(signature, 'base64url')
  return macs(use, text).some((mac) => mac.length === given.length && timingSafeEqual(mac, given))
}
