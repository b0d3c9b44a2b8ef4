import type { Actor } from '#server/actor.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

/** What templates see as `requester`. The mail address of a guest is their word, unless it says `verified`. */
export function requesterOf({ id, email, name, timeZone, language, guest }: Actor): JsonObject {
  const whole = { id, email, name, timeZone, language }
  return guest ? { ...whole, kind: 'guest', verified: guest.verified } : { ...whole, kind: 'person' }
}

/** A requester as stored, for who plays their execution. */
export interface StoredRequester {
  id: string
  email: string
  name: string
  timeZone: string
  language: string
  guest: { email: string | null; verifiedAt: Date | null } | null
}

/** The columns of it. */
export const requesterColumns = {
  id: true,
  email: true,
  name: true,
  timeZone: true,
  language: true,
  guest: { select: { email: true, verifiedAt: true } },
} as const

/** The same from what is stored. */
export function storedRequester({ guest, ...person }: StoredRequester): JsonObject {
  if (!guest) return { ...person, kind: 'person' }
  return { ...person, email: guest.email ?? '', kind: 'guest', verified: guest.verifiedAt !== null }
}
