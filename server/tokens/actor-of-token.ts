import type { Actor, TokenScope } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { personColumns, toActor, type PersonRow } from '#server/people/load-actor.ts'
import { hashOfToken } from './token-text.ts'

const touchMs = 60 * 1000

/** What `actorOfToken` reads at once. */
type ActorOfTokenRow = PersonRow & {
  tokenId: string
  expiresAt: Date | null
  lastUsedAt: Date | null
  extended: boolean
  maxAgeSeconds: number | null
  scoped: boolean
  permissions: string[]
  namespace: string | null
}

function scopeOf({ scoped, permissions, namespace }: ActorOfTokenRow): TokenScope | undefined {
  if (!scoped && namespace === null) return undefined
  return { permissions: scoped ? permissions : undefined, namespace: namespace ?? undefined }
}

/** Writes down a use, at most once a minute; a token that is extended lives on from here. */
async function touch({ tokenId, extended, maxAgeSeconds }: ActorOfTokenRow, now: number): Promise<void> {
  const expiresAt = extended && maxAgeSeconds !== null ? new Date(now + maxAgeSeconds * 1000) : undefined
  await db.apiToken.updateMany({
    where: { id: tokenId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: new Date(now - touchMs) } }] },
    data: { lastUsedAt: new Date(now), expiresAt },
  })
}

/** Whom a Bearer token stands for; null: unknown, revoked, expired, or its owner is not active. */
export async function actorOfToken(token: string, address: string | undefined): Promise<Actor | null> {
  const [row] = await db.$queryRaw<ActorOfTokenRow[]>(Prisma.sql`
    SELECT t.id AS "tokenId", t."expiresAt", t."lastUsedAt", t.extended, t."maxAgeSeconds", t.scoped, t.permissions,
      t.namespace, ${personColumns}
    FROM "ApiToken" t JOIN "Person" p ON p.id = t."personId" WHERE t.hash = ${hashOfToken(token)}`)
  const now = Date.now()
  if (!row?.active || (row.expiresAt && row.expiresAt.getTime() <= now)) return null
  if (!row.lastUsedAt || now - row.lastUsedAt.getTime() > touchMs) await touch(row, now)
  return toActor(row, { door: 'api', address, scope: scopeOf(row) })
}
