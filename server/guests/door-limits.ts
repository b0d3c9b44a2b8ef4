import { createHash } from 'node:crypto'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

const hourSeconds = 60 * 60

/** What a stranger may do in an hour: from one address, and to one app by all together. Over all web processes. */
const limits = {
  /** Submits a form. */
  submit: { address: 60, app: 1000 },
  /** Begins to be a guest. */
  begin: { address: 100, app: 2000 },
  /** Has a code sent. */
  code: { address: 30, app: 500 },
  /** Tells a code. */
  tell: { address: 100, app: 2000 },
} as const
export type Deed = keyof typeof limits

/** Codes to one mail address, in a quarter of an hour: it may be somebody else's. */
const codesOfMail = { points: 5, duration: hourSeconds / 4 }

const made = new Map<string, RateLimiterPrisma>()

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterPrisma {
  const known = made.get(keyPrefix)
  if (known) return known
  const fresh = new RateLimiterPrisma({
    storeClient: db,
    tableName: 'signInLimit',
    keyPrefix,
    points,
    duration,
  })
  made.set(keyPrefix, fresh)
  return fresh
}

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
  await consume(limiter(`guest-${deed}-address`, ofAddress, hourSeconds), keyOf(address ?? 'unknown'))
  await consume(limiter(`guest-${deed}-app`, ofApp, hourSeconds), appId)
}

/** Counts a code to a mail address. @throws AppError `too-many` */
export async function countCode(email: string): Promise<void> {
  await consume(limiter('guest-code-mail', codesOfMail.points, codesOfMail.duration), keyOf(email))
}

async function consume(from: RateLimiterPrisma, key: string): Promise<void> {
  try {
    await from.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new AppError('too-many', 'That was too often. Wait a little and try again.', {
      retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
    })
  }
}
