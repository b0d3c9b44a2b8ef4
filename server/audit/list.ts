import type { Json } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'

/** One line of the audit. Instants are ISO 8601 in UTC. */
export interface AuditLine {
  id: string
  at: string
  actor?: { id: string; name?: string }
  door: string
  address?: string
  action: string
  subjectType: string
  subjectId: string
  before?: Json
  after?: Json
  refused: boolean
}

export interface AuditFilter {
  actorId?: string
  action?: string
  subjectType?: string
  subjectId?: string
  refused?: boolean
  /** Id of the last line of an earlier page. */
  after?: string
  size: number
}

/** The audit, newest first. @throws AppError `forbidden` */
export async function listAudit(actor: Actor, filter: AuditFilter): Promise<Page<AuditLine>> {
  demand(actor, 'audit:read')
  const { after, size, ...equal } = filter
  const where: Prisma.AuditEntryWhereInput = equal
  const [rows, total] = await Promise.all([
    db.auditEntry.findMany({
      where: { ...where, id: after === undefined ? undefined : { lt: BigInt(after) } },
      orderBy: { id: 'desc' },
      take: size + 1,
    }),
    db.auditEntry.count({ where }),
  ])
  const page = rows.slice(0, size)
  const names = await namesOf(page.flatMap(({ actorId }) => actorId ?? []))
  const results = page.map(({ id, at, actorId, address, before, after: changed, ...rest }) => ({
    ...rest,
    id: id.toString(),
    at: at.toISOString(),
    actor: actorId === null ? undefined : { id: actorId, name: names.get(actorId) },
    address: address ?? undefined,
    before: (before ?? undefined) as Json | undefined,
    after: (changed ?? undefined) as Json | undefined,
  }))
  return { results, total, after: rows.length > size ? results.at(-1)?.id : undefined }
}

async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(people.map(({ id, name }) => [id, name]))
}
