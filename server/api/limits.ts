import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Actor } from '#server/actor.ts'
import { networkOf } from '#server/limits/network-of.ts'
import { consume } from '#server/limits/too-often.ts'

/** Calls a minute and web process: far above what people and honest programs need. */
const people = new RateLimiterMemory({ points: 12_000, duration: 60 })
/** Calls that nobody known makes, for each address. */
const strangers = new RateLimiterMemory({ points: 600, duration: 60 })
/** Calls of one guest, from wherever they come: a link may be handed on. */
const guests = new RateLimiterMemory({ points: 300, duration: 60 })

const what = 'Too many calls.'

/** Counts a call: a person's by who calls, everybody else's by where they call from. @throws AppError `too-many` */
export async function countCall(actor: Actor | null, address: string | undefined): Promise<void> {
  if (actor && !actor.guest) return void (await consume(people, actor.id, what))
  await consume(strangers, networkOf(address), what)
  if (actor) await consume(guests, actor.id, what)
}
