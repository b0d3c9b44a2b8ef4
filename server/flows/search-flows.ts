import type { State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { flowNames, matched } from '#server/api/regex.ts'
import { namespaceWhere, partOf, scopeOf, textWhere, whereOf, within } from '#server/api/where.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'
import type { FlowRow } from './view.ts'

export interface SearchFlows {
  /** Part of the id, the namespace or the description. */
  q?: string
  /** With everything below it. */
  namespace?: string
  /** Without what is below it. */
  exactNamespace?: string
  id?: string
  /** As a query spells them. */
  conditions?: readonly Condition[]
  /** From 1. */
  page?: number
  /** 1,000 at most. */
  size?: number
  sort?: { by: 'id' | 'namespace' | 'updated'; descending: boolean }
}

const countedDays = 30

/** The flows that the actor may see, with app, newest run and runs of the last 30 days by state: four queries for a page, whatever its size. */
export async function searchFlows(actor: Actor, search: SearchFlows = {}): Promise<Page<FlowRow>> {
  const where = await filterOf(actor, search)
  const size = Math.min(search.size ?? 25, 1000)
  const direction = search.sort?.descending === true ? 'desc' : 'asc'
  const order: Prisma.FlowOrderByWithRelationInput =
    search.sort?.by === 'updated' ? { updatedAt: direction } : { [search.sort?.by ?? 'id']: direction }
  const [rows, total] = await Promise.all([
    db.flow.findMany({
      where,
      orderBy: [order, { namespace: 'asc' }, { id: 'asc' }],
      skip: ((search.page ?? 1) - 1) * size,
      take: size,
    }),
    db.flow.count({ where }),
  ])
  const [apps, runs, counts] = await Promise.all([appsOf(rows), lastRuns(rows), countsOf(rows)])
  const results = rows.map((row): FlowRow => {
    const key = `${row.namespace}/${row.id}`
    return {
      namespace: row.namespace,
      id: row.id,
      revision: row.revision,
      description: row.description ?? undefined,
      disabled: row.disabled,
      updatedAt: row.updatedAt.toISOString(),
      app: apps.get(key),
      last: runs.get(key),
      counts: counts.get(key) ?? {},
    }
  })
  return { results, total }
}

interface Key {
  namespace: string
  id: string
}

/** What a search asks of the rows, within what the actor may see. */
export async function filterOf(
  actor: Actor,
  { q, namespace, exactNamespace, id, conditions = [] }: SearchFlows,
): Promise<Prisma.FlowWhereInput> {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
  const and: Prisma.FlowWhereInput[] = [{ deleted: false }]
  if (roots !== 'all') and.push({ OR: roots.flatMap(within) })
  if (namespace !== undefined) and.push({ OR: within(namespace) })
  if (exactNamespace !== undefined) and.push({ namespace: exactNamespace })
  if (id !== undefined) and.push({ id })
  if (q !== undefined && q.trim() !== '') {
    const part = { contains: q.trim(), mode: 'insensitive' } as const
    and.push({ OR: [{ id: part }, { namespace: part }, { description: part }] })
  }
  return { AND: [...and, ...whereOf(await matched(conditions, flowNames), conditionOf)] }
}

/** @throws AppError `invalid` for a field, an operator or a value that is none */
function conditionOf(filter: Filter): Prisma.FlowWhereInput {
  const { field, op, key, values } = filter
  if (field === 'q') {
    const part = partOf(filter)
    return { OR: [{ id: part }, { namespace: part }, { description: part }] }
  }
  if (field === 'namespace') return namespaceWhere(filter)
  if (field === 'flowId') return { id: textWhere(filter) }
  if (field === 'scope') return scopes[scopeOf(filter)]
  const label = { labels: { path: [key ?? ''], equals: values[0] ?? '' } }
  if (field === 'labels' && key !== undefined && op === 'EQUALS') return label
  if (field === 'labels' && key !== undefined && op === 'NOT_EQUALS') return { NOT: label }
  return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} for flows.`)
}

const scopes = {
  all: {},
  none: { namespace: { in: [] } },
  system: { namespace: 'system' },
  others: { namespace: { not: 'system' } },
} satisfies Record<string, Prisma.FlowWhereInput>

async function appsOf(keys: readonly Key[]) {
  if (keys.length === 0) return new Map<string, FlowRow['app']>()
  const apps = await db.app.findMany({
    where: { deleted: false, face: true, OR: keys.map(({ namespace, id }) => ({ namespace, flowId: id })) },
    select: { id: true, displayName: true, namespace: true, flowId: true },
    orderBy: { id: 'desc' },
  })
  return new Map(
    apps.map((app) => [`${app.namespace}/${app.flowId}`, { id: app.id, displayName: app.displayName }]),
  )
}

/** One probe of the index for each flow, not a sort of all executions. */
async function lastRuns(keys: readonly Key[]) {
  if (keys.length === 0) return new Map<string, FlowRow['last']>()
  const rows = await db.$queryRaw<
    { namespace: string; flowId: string; id: string; state: State; createdAt: Date }[]
  >`
    SELECT k.namespace, k."flowId", e.id, e.state, e."createdAt" FROM ${valuesOf(keys)}
    CROSS JOIN LATERAL (SELECT id, state, "createdAt" FROM "Execution" x
      WHERE x.namespace = k.namespace AND x."flowId" = k."flowId" ORDER BY "createdAt" DESC LIMIT 1) e`
  return new Map(
    rows.map((row) => [
      `${row.namespace}/${row.flowId}`,
      { id: row.id, state: row.state, startedAt: row.createdAt.toISOString() },
    ]),
  )
}

async function countsOf(keys: readonly Key[]) {
  const counts = new Map<string, FlowRow['counts']>()
  if (keys.length === 0) return counts
  const rows = await db.$queryRaw<{ namespace: string; flowId: string; state: State; count: bigint }[]>`
    SELECT k.namespace, k."flowId", e.state, count(*) AS count FROM ${valuesOf(keys)}
    JOIN "Execution" e ON e.namespace = k.namespace AND e."flowId" = k."flowId"
      AND e."createdAt" > now() - make_interval(days => ${countedDays}::int)
    GROUP BY 1, 2, 3`
  for (const { namespace, flowId, state, count } of rows) {
    const key = `${namespace}/${flowId}`
    counts.set(key, { ...counts.get(key), [state]: Number(count) })
  }
  return counts
}

function valuesOf(keys: readonly Key[]): Prisma.Sql {
  const rows = keys.map(({ namespace, id }) => Prisma.sql`(${namespace}::text, ${id}::text)`)
  return Prisma.sql`(VALUES ${Prisma.join(rows)}) AS k(namespace, "flowId")`
}

/** `namespace:asc` as Kestra writes it. @throws AppError `invalid` for a name that is not sorted by */
export function sortOf(text: string | undefined): SearchFlows['sort'] {
  if (text === undefined || text === '') return undefined
  const [name = '', direction = 'asc'] = text.split(':')
  const by = ({ id: 'id', namespace: 'namespace', updated: 'updated', updatedAt: 'updated' } as const)[name]
  if (!by || !['asc', 'desc'].includes(direction)) {
    throw new AppError('invalid', `Flows cannot be sorted by \`${text}\`.`, {
      details: [{ path: 'sort', message: 'id, namespace or updated, with :asc or :desc' }],
    })
  }
  return { by, descending: direction === 'desc' }
}
