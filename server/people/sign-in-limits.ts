import { createHash } from 'node:crypto'
import { networkOf } from '#server/limits/network-of.ts'
import { storedLimiter } from '#server/limits/stored-limiter.ts'
import { consume } from '#server/limits/too-often.ts'

const triesOfAccount = 5
const triesOfAddress = 50
const windowSeconds = 15 * 60
const longestPauseSeconds = 60 * 60

const daySeconds = 24 * 60 * 60
const what = 'Too many attempts to sign in.'

const limiters = () => ({
  account: storedLimiter('account', { points: triesOfAccount, seconds: windowSeconds }),
  /** Pauses of an account within a day: each doubles the next. */
  pauses: storedLimiter('pauses', { points: Number.MAX_SAFE_INTEGER, seconds: daySeconds }),
  address: storedLimiter('address', { points: triesOfAddress, seconds: windowSeconds }),
})

/** An account whose owner has proved another way who they are may try anew at once. */
export async function forgiveAttempts(email: string): Promise<void> {
  const { account, pauses } = limiters()
  const key = keyOf(email)
  await Promise.all([account.delete(key), pauses.delete(key)])
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

/**
 * Counts an attempt before its password is looked at, so that attempts at the same time are all counted.
 * After the fifth failure an account waits one minute, then two, four … at most an hour.
 * @throws AppError `too-many`
 */
export async function countAttempt(email: string, address: string | undefined): Promise<Attempt> {
  const { account, pauses, address: addresses } = limiters()
  const key = keyOf(email)
  const place = keyOf(networkOf(address))
  await consume(addresses, place, what)
  const { consumedPoints } = await consume(account, key, what)
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
