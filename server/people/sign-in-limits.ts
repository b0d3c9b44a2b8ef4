import { createHash } from 'node:crypto'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

const triesOfAccount = 5
const triesOfAddress = 50
const windowSeconds = 15 * 60
const longestPauseSeconds = 60 * 60

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterPrisma {
  return new RateLimiterPrisma({ storeClient: db, tableName: 'signInLimit', keyPrefix, points, duration })
}

let made: ReturnType<typeof makeLimiters> | undefined
function makeLimiters() {
  return {
    account: limiter('account', triesOfAccount, windowSeconds),
    /** Pauses of an account within a day: each doubles the next. */
    pauses: limiter('pauses', Number.MAX_SAFE_INTEGER, 24 * 60 * 60),
    address: limiter('address', triesOfAddress, windowSeconds),
  }
}

/** An account whose owner has proved another way who they are may try anew at once. */
export async function forgiveAttempts(email: string): Promise<void> {
  made ??= makeLimiters()
  const key = keyOf(email)
  await Promise.all([made.account.delete(key), made.pauses.delete(key)])
}

/** An attempt that was let through. */
export interface Attempt {
  /** Gives the points back: the password was right. */
  succeeded(): Promise<void>
}

/** A mail address is not kept in clear here: anybody's guess may be stored. */
function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

async function consume(from: RateLimiterPrisma, key: string): Promise<RateLimiterRes> {
  try {
    return await from.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw new AppError('too-many', 'Too many attempts to sign in. Wait a little and try again.', {
      retryAfterSeconds,
    })
  }
}

/**
 * Counts an attempt before its password is looked at, so that attempts at the same time are all counted.
 * After the fifth failure an account waits one minute, then two, four … at most an hour.
 * @throws AppError `too-many`
 */
export async function countAttempt(email: string, address: string | undefined): Promise<Attempt> {
  made ??= makeLimiters()
  const { account, pauses, address: addresses } = made
  const key = keyOf(email)
  const place = keyOf(address ?? 'unknown')
  await consume(addresses, place)
  const { consumedPoints } = await consume(account, key)
  if (consumedPoints >= triesOfAccount) {
    const { consumedPoints: pause } = await pauses.consume(key)
    await account.block(key, Math.min(60 * 2 ** (pause - 1), longestPauseSeconds))
  }
  return {
    succeeded: async () => {
      await Promise.all([account.delete(key), pauses.delete(key), addresses.reward(place)])
    },
  }
}
