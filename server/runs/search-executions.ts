import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import type { Condition } from '#server/api/filters.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'
import { runRow } from './execution-view.ts'
import { conditionOf } from './conditions.ts'
import type { RunRow } from './view.ts'

export interface ExecutionSearch {
  filters?: readonly Condition[]
  /** From 1. */
  page?: number
  size?: number
  /** `state.startDate:desc`, as Kestra spells it. */
  sort?: string
  /** Cursor of the next page; excludes `page` and `sort`. */
  after?: string
}

/** A count goes no further: a list of more is not counted to its end. */
const countedAtMost = 100_000
const deepestRow = 10_000

const columns: Readonly<Record<string, Prisma.Sql>> = {
  id: Prisma.sql`e.id`,
  namespace: Prisma.sql`e.namespace`,
  flowId: Prisma.sql`e."flowId"`,
  'state.current': Prisma.sql`e.state`,
  'state.startDate': Prisma.sql`e."createdAt"`,
  'state.endDate': Prisma.sql`e."endedAt"`,
}

/**
 * Executions that the actor may see, the newest first.
 * @throws AppError `forbidden`; `invalid` for an unknown filter, operator, column or cursor
 */
export async function searchExecutions(actor: Actor, search: ExecutionSearch = {}): Promise<Page<RunRow>> {
  const { filters = [], page = 1, size = 25 } = search
  const where = whereOf(actor, filters)
  const from = Prisma.sql`FROM "Execution" e LEFT JOIN "Request" r ON r.id = e."requestId" LEFT JOIN "Person" p ON p.id = r."requesterId"`
  if ((page - 1) * size >= deepestRow)
    throw new AppError(
      'invalid',
      'The list is not turned so far; narrow it by a filter or go on with `after`.',
    )
  const beyond = search.after === undefined ? Prisma.empty : Prisma.sql`AND ${cursorCondition(search.after)}`
  const offset = search.after === undefined ? (page - 1) * size : 0
  const [rows, [count]] = await Promise.all([
    db.$queryRaw<(Execution & { requester: string | null; requestNumber: string | null })[]>(Prisma.sql`
      SELECT e.*, p.name AS requester, r.number AS "requestNumber" ${from} WHERE ${where} ${beyond}
      ORDER BY ${orderOf(search)} LIMIT ${size + 1} OFFSET ${offset}`),
    db.$queryRaw<{ total: bigint }[]>(Prisma.sql`
      SELECT count(*) AS total FROM (SELECT 1 ${from} WHERE ${where} LIMIT ${countedAtMost}) AS counted`),
  ])
  const now = Date.now()
  const results = rows.slice(0, size).map((row) => ({
    ...runRow(row, now),
    requester: row.requester ?? undefined,
    requestNumber: row.requestNumber ?? undefined,
  }))
  const last = rows.length > size && search.sort === undefined ? rows[size - 1] : undefined
  return { results, total: Number(count?.total ?? 0), after: last && cursorOf(last) }
}

/** What the actor may see and the filters name, over `e` (Execution) and `r` (Request). @throws AppError `forbidden`, `invalid` */
export function whereOf(actor: Actor, filters: readonly Condition[]): Prisma.Sql {
  return Prisma.join([visibleTo(actor), ...filters.map(conditionOf)], ' AND ')
}

/** Condition on what the actor may read. */
function visibleTo(actor: Actor): Prisma.Sql {
  const namespaces = namespacesOf(actor, 'execution:read')
  if (namespaces === 'all') return Prisma.sql`TRUE`
  if (namespaces.length === 0) demand(actor, 'execution:read')
  const within = namespaces.map((root) => conditionOf({ field: 'namespace', op: 'PREFIX', values: [root] }))
  return Prisma.sql`(${Prisma.join(within, ' OR ')})`
}

function orderOf({ sort, after }: ExecutionSearch): Prisma.Sql {
  if (sort === undefined) return Prisma.sql`e."createdAt" DESC, e.id ASC`
  if (after !== undefined) throw new AppError('invalid', 'A cursor goes with the order of time only.')
  const [name = '', direction = 'asc'] = sort.split(':')
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined
  if (!column || !/^(asc|desc)$/i.test(direction)) {
    const message = `Executions cannot be sorted by ${sort}.`
    throw new AppError('invalid', message, { details: [{ path: 'sort', message }] })
  }
  return direction.toLowerCase() === 'desc'
    ? Prisma.sql`${column} DESC NULLS LAST, e.id ASC`
    : Prisma.sql`${column} ASC, e.id ASC`
}

function cursorOf({ createdAt, id }: Pick<Execution, 'createdAt' | 'id'>): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url')
}

function cursorCondition(after: string): Prisma.Sql {
  const [, at, id] = /^(\d{1,15})\.([\w-]+)$/.exec(Buffer.from(after, 'base64url').toString()) ?? []
  if (at === undefined || id === undefined)
    throw new AppError('invalid', 'The cursor `after` is none of this list.')
  const date = new Date(Number(at))
  return Prisma.sql`(e."createdAt" < ${date} OR (e."createdAt" = ${date} AND e.id > ${id}))`
}
