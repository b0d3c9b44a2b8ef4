import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#server/errors.ts'

/** Calls a minute and web process: far above what people and honest programs need. */
const people = new RateLimiterMemory({ points: 12_000, duration: 60 })
/** Calls that nobody known makes, for each address. */
const strangers = new RateLimiterMemory({ points: 600, duration: 60 })

/** Counts a call. @throws AppError `too-many` */
export async function countCall(personId: string | undefined, address: string | undefined): Promise<void> {
  try {
    if (personId === undefined) await strangers.consume(address ?? 'unknown')
    else await people.consume(personId)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new AppError('too-many', 'Too many calls. Wait a little and try again.', {
      retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
    })
  }
}
