import { RateLimiterMemory } from 'rate-limiter-flexible'
import { networkOf } from '#server/limits/network-of.ts'
import { consume } from '#server/limits/too-often.ts'

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
  await consume(webhooks, `${namespace}/${flowId}`, 'Too many calls.')
}

/** Counts a call that was not let in. @throws AppError `too-many` */
export async function countRefused(address: string): Promise<void> {
  await consume(refused, networkOf(address), 'Too many calls.')
}
