import type { Actor } from '#server/actor.ts'
import type { Condition } from '#server/api/filters.ts'
import { db, type Prisma } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'
import { auditWhere } from './filter.ts'
import { linesOf, type AuditLine } from './view.ts'

export interface AuditFilter {
  action?: string
  subjectType?: string
  subjectId?: string
  refused?: boolean
  conditions?: readonly Condition[]
  /** Id of the last line of an earlier page. */
  after?: string
  /** From 1, for clients that count pages. */
  page?: number
  size: number
}

/** The audit, newest first. @throws AppError `forbidden`, `invalid` for a filter that there is not */
export async function listAudit(actor: Actor, filter: AuditFilter): Promise<Page<AuditLine>> {
  demand(actor, 'audit:read')
  const { after, page = 1, size, conditions = [], ...equal } = filter
  const where: Prisma.AuditEntryWhereInput = { ...equal, ...(await auditWhere(conditions)) }
  const [rows, total] = await Promise.all([
    db.auditEntry.findMany({
      where: { ...where, id: after === undefined ? undefined : { lt: BigInt(after) } },
      orderBy: { id: 'desc' },
      skip: (page - 1) * size,
      take: size + 1,
    }),
    db.auditEntry.count({ where }),
  ])
  const results = await linesOf(rows.slice(0, size))
  return { results, total, after: rows.length > size ? results.at(-1)?.id : undefined }
}
