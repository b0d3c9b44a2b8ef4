import type { Json } from '#engine/flow/flow.ts'
import { db, type Prisma } from '#server/db.ts'
import { resourceOf, typeOf, type ActionType } from './kinds.ts'

/** Who did it. A guest's `email` is the one that they gave. */
export interface AuditActor {
  id: string
  name?: string
  email?: string
  /** Somebody without an account. `verified`: they have confirmed their address. */
  guest?: { verified: boolean }
}

/** One line of the audit. Instants are ISO 8601 in UTC. */
export interface AuditLine {
  id: string
  at: string
  actor?: AuditActor
  door: string
  address?: string
  userAgent?: string
  action: string
  subjectType: string
  subjectId: string
  before?: Json
  after?: Json
  refused: boolean
  /** Hexadecimal; absent: written before there were chains. */
  hash?: string
  /** Number of the checkpoint that seals it. */
  checkpoint?: number
}

/** A line with what Kestra's clients look for in it. */
export interface AuditItem extends AuditLine {
  auditLog: {
    id: string
    type: ActionType
    date: string
    userId: string
    ipAddress?: string
    tenantId: 'main'
    detail: { type: string; resource: string; resourceType: string; id: string }
  }
  user?: { id: string; type: 'STANDARD'; username: string; email: string; name: string }
}

type Row = Prisma.AuditEntryGetPayload<object>

/** Rows with the names of who did it. */
export async function linesOf(rows: readonly Row[]): Promise<AuditLine[]> {
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(rows.flatMap(({ actorId }) => actorId ?? []))] } },
    select: { id: true, name: true, email: true, guest: { select: { email: true, verifiedAt: true } } },
  })
  // what stands in a guest's row as an address is nobody's
  const actors = people.map(({ guest, ...person }): AuditActor =>
    guest
      ? { ...person, email: guest.email ?? undefined, guest: { verified: guest.verifiedAt !== null } }
      : person,
  )
  const known = new Map(actors.map((actor) => [actor.id, actor]))
  return rows.map((row) => ({
    id: row.id.toString(),
    at: row.at.toISOString(),
    actor: row.actorId === null ? undefined : (known.get(row.actorId) ?? { id: row.actorId }),
    door: row.door,
    address: row.address ?? undefined,
    userAgent: row.userAgent ?? undefined,
    action: row.action,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    before: (row.before ?? undefined) as Json | undefined,
    after: (row.after ?? undefined) as Json | undefined,
    refused: row.refused,
    hash: row.hash ? Buffer.from(row.hash).toString('hex') : undefined,
    checkpoint: row.checkpoint ?? undefined,
  }))
}

export function itemOf(line: AuditLine): AuditItem {
  const { id, at, actor, address, action, subjectType, subjectId, refused } = line
  const resource = resourceOf(subjectType)
  return {
    ...line,
    auditLog: {
      id,
      type: typeOf(action, refused),
      date: at,
      userId: actor?.id ?? '',
      ipAddress: address,
      tenantId: 'main',
      detail: { type: subjectType, resource, resourceType: resource, id: subjectId },
    },
    user:
      actor?.name === undefined || actor.email === undefined
        ? undefined
        : { id: actor.id, type: 'STANDARD', username: actor.email, email: actor.email, name: actor.name },
  }
}
