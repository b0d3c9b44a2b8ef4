import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#server/errors.ts'

/** Calls a minute of one webhook and web process: above what this machine starts. */
const webhooks = new RateLimiterMemory({ points: 12_000, duration: 60 })
/** Calls with a wrong key or signature, for each address: nobody guesses a key. */
const refused = new RateLimiterMemory({ points: 60, duration: 60 })

/** Counts a call before anything is read. @throws AppError `too-many` */
export async function countWebhook({
  namespace,
  flowId,
}: {
  namespace: string
  flowId: string
}): Promise<void> {
  await count(webhooks, `${namespace}/${flowId}`)
}

/** Counts a call that was not let in. @throws AppError `too-many` */
export async function countRefused(address: string): Promise<void> {
  await count(refused, address)
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new AppError('too-many', 'Too many calls. Wait a little and try again.', {
      retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
    })
  }
}
