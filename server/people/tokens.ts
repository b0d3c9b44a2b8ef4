import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { transaction } from '#server/transaction.ts'
import { demand } from './can.ts'
import { personColumns, toActor, type PersonRow } from './load-actor.ts'
import type { TokenView } from './view.ts'

const tokensOfPerson = 50
const touchMs = 60 * 1000

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

interface TokenRow {
  id: string
  name: string
  prefix: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}

function toView(row: TokenRow): TokenView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString(),
  }
}

/**
 * Makes a token that acts as the actor. Its text is in this answer and nowhere else.
 * @throws AppError `invalid` for an expiry in the past, `conflict` when the person has 50 already
 */
export async function createToken(
  actor: Actor,
  { name, expiresAt }: { name: string; expiresAt?: string },
): Promise<TokenView & { token: string }> {
  demand(actor, 'token:write', { ownerId: actor.id })
  if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.now()) {
    throw new AppError('invalid', 'A token cannot expire in the past.', {
      details: [{ path: 'expiresAt', message: 'must be in the future' }],
    })
  }
  const token = `fw_${randomBytes(32).toString('base64url')}`
  return transaction(async (tx) => {
    if ((await tx.apiToken.count({ where: { personId: actor.id } })) >= tokensOfPerson) {
      throw new AppError('conflict', `You have ${tokensOfPerson} tokens; revoke one first.`)
    }
    const row = await tx.apiToken.create({
      data: {
        id: randomBytes(12).toString('base64url'),
        personId: actor.id,
        name,
        prefix: token.slice(0, 9),
        hash: hashOf(token),
        expiresAt,
      },
    })
    await audit(tx, actor, {
      action: 'token:write',
      subjectType: 'token',
      subjectId: row.id,
      after: { name, prefix: row.prefix },
    })
    return { ...toView(row), token }
  })
}

/** The tokens of the actor, newest first, without their texts. */
export async function listTokens(actor: Actor): Promise<TokenView[]> {
  demand(actor, 'token:read', { ownerId: actor.id })
  const rows = await db.apiToken.findMany({
    where: { personId: actor.id },
    orderBy: { createdAt: 'desc' },
  })
  return rows.map(toView)
}

/** Revokes a token: of one's own, or anybody's for admins. @throws AppError `not-found` */
export async function revokeToken(actor: Actor, id: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await tx.apiToken.findUnique({ where: { id } })
    if (!row) throw new AppError('not-found', 'There is no such token, or you may not see it.')
    demand(actor, 'token:write', { ownerId: row.personId })
    await tx.apiToken.delete({ where: { id } })
    await audit(tx, actor, {
      action: 'token:revoke',
      subjectType: 'token',
      subjectId: id,
      before: { name: row.name, prefix: row.prefix },
    })
  })
}

/** What `actorOfToken` reads at once. */
type ActorOfTokenRow = PersonRow & { tokenId: string; expiresAt: Date | null; lastUsedAt: Date | null }

/** Whom a Bearer token stands for; null: unknown, revoked, expired, or the person is not active. */
export async function actorOfToken(token: string, address: string | undefined): Promise<Actor | null> {
  const [row] = await db.$queryRaw<ActorOfTokenRow[]>(Prisma.sql`
    SELECT t.id AS "tokenId", t."expiresAt", t."lastUsedAt", ${personColumns}
    FROM "ApiToken" t JOIN "Person" p ON p.id = t."personId" WHERE t.hash = ${hashOf(token)}`)
  const now = Date.now()
  if (!row || (row.expiresAt && row.expiresAt.getTime() <= now)) return null
  if (!row.lastUsedAt || now - row.lastUsedAt.getTime() > touchMs) {
    await db.apiToken.updateMany({ where: { id: row.tokenId }, data: { lastUsedAt: new Date(now) } })
  }
  return toActor(row, { door: 'api', address })
}
