import { createHash } from 'node:crypto'
import { networkOf } from '#server/limits/network-of.ts'
import { storedLimiter } from '#server/limits/stored-limiter.ts'
import { consume } from '#server/limits/too-often.ts'

const hourSeconds = 60 * 60

/** What a stranger may do in an hour: from one address, and to one app by all together. Over all web processes. */
const limits = {
  /** Submits a form. */
  submit: { address: 60, app: 1000 },
  /** Begins to be a guest. */
  begin: { address: 100, app: 2000 },
  /** Has a code sent. */
  code: { address: 30, app: 500 },
  /** Has a new link sent. */
  link: { address: 30, app: 500 },
  /** Tells a code. */
  tell: { address: 100, app: 2000 },
} as const
export type Deed = keyof typeof limits

/** Codes to one mail address, in a quarter of an hour: it may be somebody else's. */
const codesOfMail = { points: 5, seconds: hourSeconds / 4 }

const what = 'That was too often.'

/** Neither addresses nor mails are kept in clear here. */
function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/**
 * Counts what a stranger does before it is done.
 * @throws AppError `too-many`
 */
export async function countDeed(deed: Deed, appId: string, address: string | undefined): Promise<void> {
  const { address: ofAddress, app: ofApp } = limits[deed]
  const byAddress = storedLimiter(`guest-${deed}-address`, { points: ofAddress, seconds: hourSeconds })
  await consume(byAddress, keyOf(networkOf(address)), what)
  await consume(storedLimiter(`guest-${deed}-app`, { points: ofApp, seconds: hourSeconds }), appId, what)
}

/** Counts a code to a mail address. @throws AppError `too-many` */
export async function countCode(email: string): Promise<void> {
  await consume(storedLimiter('guest-code-mail', codesOfMail), keyOf(email), what)
}
