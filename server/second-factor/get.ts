import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'

/** What a person may know of their second factor. */
export interface SecondFactorView {
  enabled: boolean
  /** ISO 8601 in UTC. */
  since?: string
  /** Recovery codes that were not used. */
  recoveryCodes: number
}

/** One's own. */
export async function getSecondFactor(actor: Actor): Promise<SecondFactorView> {
  const row = await db.secondFactor.findUnique({
    where: { personId: actor.id },
    select: { confirmedAt: true, _count: { select: { recoveryCodes: true } } },
  })
  if (!row?.confirmedAt) return { enabled: false, recoveryCodes: 0 }
  return { enabled: true, since: row.confirmedAt.toISOString(), recoveryCodes: row._count.recoveryCodes }
}

/** Whether a second factor is asked for when this person signs in. */
export async function hasSecondFactor(personId: string): Promise<boolean> {
  const count = await db.secondFactor.count({ where: { personId, NOT: { confirmedAt: null } } })
  return count > 0
}
