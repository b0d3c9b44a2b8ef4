import type { Actor } from '#server/actor.ts'
import type { Filter } from '#server/api/filters.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { auditWhere } from './filter.ts'
import { linesOf, type AuditLine } from './view.ts'

/** The newest entry that all filters name. @throws AppError `forbidden`, `not-found`, `invalid` */
export async function findAudit(actor: Actor, filters: readonly Filter[]): Promise<AuditLine> {
  demand(actor, 'audit:read')
  return first(await auditWhere(filters))
}

/** One of the times that something was done to a thing. */
export interface AuditMoment {
  id: string
  /** Mail address of who did it, or their id where they have none. */
  username: string
  date: string
}

const mostMoments = 500

/** When a thing was changed, and by whom, newest first; empty where nothing is known of it. @throws AppError `forbidden` */
export async function historyOf(actor: Actor, subjectId: string): Promise<AuditMoment[]> {
  demand(actor, 'audit:read')
  const rows = await db.auditEntry.findMany({
    where: { subjectId },
    orderBy: { id: 'desc' },
    take: mostMoments,
  })
  const lines = await linesOf(rows)
  return lines.map(({ id, at, actor: who }) => ({ id, username: who?.email ?? who?.id ?? '', date: at }))
}

/** What an entry, or two of the same subject, tell of a change. */
export interface AuditDiff {
  /** Indented JSON; absent: there was nothing. */
  before?: string
  after?: string
}

/**
 * How a subject was before and after an entry; with an earlier one: after that one and after this.
 * @throws AppError `forbidden`, `not-found`, `invalid` where the two are of different subjects
 */
export async function diffAudit(actor: Actor, id: string, previousId?: string): Promise<AuditDiff> {
  demand(actor, 'audit:read')
  const line = await byId(id)
  if (previousId === undefined) return { before: print(line.before), after: print(line.after) }
  const earlier = await byId(previousId)
  if (earlier.subjectType !== line.subjectType || earlier.subjectId !== line.subjectId)
    throw new AppError('invalid', 'The two entries are of different subjects.', {
      details: [{ path: 'query.previousId', message: `is of ${earlier.subjectType} ${earlier.subjectId}` }],
    })
  return { before: print(earlier.after), after: print(line.after) }
}

function byId(id: string): Promise<AuditLine> {
  return first(/^\d{1,18}$/.test(id) ? { id: BigInt(id) } : { id: { in: [] } })
}

async function first(where: Prisma.AuditEntryWhereInput): Promise<AuditLine> {
  const row = await db.auditEntry.findFirst({ where, orderBy: { id: 'desc' } })
  const [line] = row ? await linesOf([row]) : []
  if (!line) throw new AppError('not-found', 'There is no such entry in the audit.')
  return line
}

function print(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value, null, 2)
}
