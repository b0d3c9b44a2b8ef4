import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import { AppError } from '#server/errors.ts'

/** A refusal that says, in its sentence and as `Retry-After`, when another try is worth it. @param what a sentence: what was too much */
export function tooOften(what: string, waitMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new AppError('too-many', withTime(what, retryAfterSeconds), { retryAfterSeconds })
}

/** Never sooner than it is worth it. */
function withTime(what: string, seconds: number): string {
  if (seconds === 1) return `${what} Try again in a second.`
  if (seconds < 60) return `${what} Try again in ${seconds} seconds.`
  const minutes = Math.ceil(seconds / 60)
  if (minutes === 1) return `${what} Try again in a minute.`
  if (minutes <= 90) return `${what} Try again in ${minutes} minutes.`
  return `${what} Try again in ${Math.ceil(minutes / 60)} hours.`
}

/** Takes a point for a call. @throws AppError `too-many` where none is left, saying `what` */
export async function consume(
  limiter: RateLimiterAbstract,
  key: string,
  what: string,
): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw tooOften(what, refused.msBeforeNext)
  }
}
