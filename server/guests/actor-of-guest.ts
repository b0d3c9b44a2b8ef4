import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { nobody } from '#server/people/nobody.ts'
import { personColumns, toActor, type PersonRow } from '#server/people/load-actor.ts'
import { hashOfGuestToken } from './guest-token.ts'

/** Whom the token of a guest's link stands for; null: unknown, or the link was ended. */
export async function actorOfGuest(token: string, address: string | undefined): Promise<Actor | null> {
  const hash = hashOfGuestToken(token)
  const [row] = await db.$queryRaw<PersonRow[]>(Prisma.sql`
    SELECT ${personColumns} FROM "Guest" g JOIN "Person" p ON p.id = g."personId"
    WHERE (g."tokenHash" = ${hash} OR g."mailedTokenHash" = ${hash}) AND g."revokedAt" IS NULL`)
  return row ? toActor(row, { door: 'guest', address }) : null
}

/** Who looks at a public app before they have done anything: nobody, to whom this app is open. */
export function visitorOf(appId: string, language: string, address: string | undefined): Actor {
  return { ...nobody, door: 'guest', language, address, guest: { appId, verified: false } }
}
