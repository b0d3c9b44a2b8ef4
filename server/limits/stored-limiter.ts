import { RateLimiterPrisma } from 'rate-limiter-flexible'
import { db } from '#server/db.ts'

interface Limit {
  points: number
  /** Within which they come back. */
  seconds: number
}

const made = new Map<string, RateLimiterPrisma>()

/** A limiter that counts over all web processes. One name, one limit. */
export function storedLimiter(name: string, { points, seconds }: Limit): RateLimiterPrisma {
  const known = made.get(name)
  if (known) return known
  const fresh = new RateLimiterPrisma({
    storeClient: db,
    tableName: 'signInLimit',
    keyPrefix: name,
    points,
    duration: seconds,
  })
  made.set(name, fresh)
  return fresh
}
