import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { couldEver } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'
import { hashOfToken, makeTokenText, prefixOfToken } from './token-text.ts'
import type { MadeToken, TokenList, TokenView } from './view.ts'

const most = 50

/** What somebody wishes of a token. */
export interface NewToken {
  name: string
  description: string
  /** Absent: it does not end. */
  maxAgeSeconds?: number
  /** Whether each use puts its end off. */
  extended: boolean
  /** Only these; absent: all that its owner holds. */
  permissions?: readonly Permission[]
  namespace?: string
}

function toView(row: Prisma.ApiTokenGetPayload<object>): TokenView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    prefix: row.prefix,
    iat: row.createdAt.toISOString(),
    exp: row.expiresAt?.toISOString(),
    lastUsed: row.lastUsedAt?.toISOString(),
    extended: row.extended,
    expired: row.expiresAt !== null && row.expiresAt.getTime() <= Date.now(),
    permissions: row.scoped ? row.permissions : undefined,
    namespace: row.namespace ?? undefined,
  }
}

/** A token holds no more than its owner: what they lack would never be allowed. */
function demandOfOwner(owner: Actor, { permissions = [], namespace }: NewToken): void {
  const missing = permissions.filter(
    (permission) => !couldEver({ ...owner, scope: { permissions: [permission], namespace } }, permission),
  )
  if (missing.length > 0)
    throw new AppError('forbidden', `A token holds no more than its owner, who lacks ${missing.join(', ')}.`)
}

/**
 * Makes a token for its owner. The caller has checked that the actor may.
 * @throws AppError `forbidden` for what the owner does not hold, `invalid`, `conflict` when there are 50 already
 */
export async function insertToken(
  tx: Tx,
  actor: Actor,
  { owner, wish }: { owner: Actor; wish: NewToken },
): Promise<MadeToken> {
  const { name, description, maxAgeSeconds, extended, permissions, namespace } = wish
  demandOfOwner(owner, wish)
  if (extended && maxAgeSeconds === undefined)
    throw new AppError('invalid', 'A token that is extended by its use needs an age: give maxAge too.', {
      details: [{ path: 'maxAge', message: 'is required with extended' }],
    })
  if ((await tx.apiToken.count({ where: { personId: owner.id } })) >= most)
    throw new AppError('conflict', `There are ${most} tokens; revoke one first.`)
  const token = makeTokenText()
  const row = await tx.apiToken.create({
    data: {
      id: randomBytes(12).toString('base64url'),
      personId: owner.id,
      name,
      description,
      prefix: prefixOfToken(token),
      hash: hashOfToken(token),
      expiresAt: maxAgeSeconds === undefined ? null : new Date(Date.now() + maxAgeSeconds * 1000),
      maxAgeSeconds,
      extended,
      scoped: permissions !== undefined,
      permissions: [...(permissions ?? [])],
      namespace,
    },
  })
  await audit(tx, actor, {
    action: 'token:write',
    subjectType: 'token',
    subjectId: row.id,
    after: {
      owner: owner.id,
      name,
      prefix: row.prefix,
      permissions: permissions ? [...permissions] : null,
      namespace: namespace ?? null,
    },
  })
  return { ...toView(row), fullToken: token }
}

/** The tokens of somebody, newest first, without their texts. */
export async function tokensOf(personId: string): Promise<TokenList> {
  const rows = await db.apiToken.findMany({
    where: { personId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  })
  return { results: rows.map(toView), total: rows.length }
}

/** Ends a token of somebody. The caller has checked that the actor may. @throws AppError `not-found` */
export async function deleteToken(
  tx: Tx,
  actor: Actor,
  { personId, id }: { personId: string; id: string },
): Promise<void> {
  const row = await tx.apiToken.findUnique({ where: { id, personId } })
  if (!row) throw new AppError('not-found', 'There is no such token.')
  await tx.apiToken.delete({ where: { id } })
  await audit(tx, actor, {
    action: 'token:revoke',
    subjectType: 'token',
    subjectId: id,
    before: { owner: personId, name: row.name, prefix: row.prefix },
  })
}
