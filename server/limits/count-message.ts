import type { Actor } from '#server/actor.ts'
import { storedLimiter } from './stored-limiter.ts'
import { consume } from './too-often.ts'

const minuteSeconds = 60
const hourSeconds = 60 * minuteSeconds

/** What reaches other people, in their pages and mails: far above what one writes who means it. */
const limits = {
  comment: { points: 60, seconds: 10 * minuteSeconds },
  nudge: { points: 30, seconds: hourSeconds },
} as const

/** Of somebody without an account, of whom there may be many. */
const ofGuests = {
  comment: { points: 20, seconds: 10 * minuteSeconds },
  nudge: { points: 10, seconds: hourSeconds },
} as const

/** Counts what a person, or a guest, writes to others before it is stored. @throws AppError `too-many` */
export async function countMessage({ id, guest }: Actor, kind: keyof typeof limits): Promise<void> {
  const limiter = guest
    ? storedLimiter(`guest-${kind}`, ofGuests[kind])
    : storedLimiter(`person-${kind}`, limits[kind])
  await consume(limiter, id, 'You have written a lot in a short time.')
}
