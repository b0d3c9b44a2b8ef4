import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { namespaceWhere, partOf, textWhere, whereOf, within } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'
import { tagWhere } from './catalog.ts'
import type { AppRecord } from './find-app.ts'
import { openAt, stateOf, withoutFlow } from './live-flows.ts'
import { appStates, type AppRow, type AppState } from './view.ts'
import { readableBy } from './visible.ts'

export interface SearchApps {
  /** Part of the id, the title, the namespace or the description. */
  q?: string
  /** With everything below it. */
  namespace?: string
  /** Without what is below it. */
  exactNamespace?: string
  /** With its namespace: apps that can start this flow, also among others. */
  flowId?: string
  tag?: string
  state?: AppState
  /** As a query spells them. */
  conditions?: readonly Condition[]
  /** From 1. */
  page?: number
  /** 1,000 at most. */
  size?: number
  sort?: { by: keyof typeof sorts; descending: boolean }[]
}

const sorts = {
  id: 'slug',
  name: 'displayName',
  displayName: 'displayName',
  namespace: 'namespace',
  flowId: 'flowId',
  created: 'createdAt',
  updated: 'updatedAt',
} as const satisfies Record<string, keyof Prisma.AppOrderByWithRelationInput>

/** The apps whose sources the actor may read: three queries for a page, whatever its size. @throws AppError `forbidden`, `invalid` */
export async function searchApps(actor: Actor, search: SearchApps = {}): Promise<Page<AppRow>> {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
  const missing = await withoutFlow()
  const where = whereFor(actor, search, missing)
  const size = Math.min(search.size ?? 25, 1000)
  const order = (search.sort ?? []).map(({ by, descending }) => ({
    [sorts[by]]: descending ? ('desc' as const) : ('asc' as const),
  }))
  const [rows, total] = await Promise.all([
    db.app.findMany({
      where,
      orderBy: [...order, { displayName: 'asc' }, { id: 'asc' }],
      skip: ((search.page ?? 1) - 1) * size,
      take: size,
    }),
    db.app.count({ where }),
  ])
  const dead = new Set(missing)
  return { results: rows.map((row) => rowOf(row, !dead.has(row.id))), total }
}

/** @param live whether one of its flows is there */
export function rowOf(app: AppRecord, live: boolean): AppRow {
  return {
    uid: app.id,
    id: app.slug,
    name: app.displayName,
    namespace: app.namespace,
    flowId: app.flowId,
    type: 'app',
    tags: app.tags,
    enabled: !app.disabled,
    disabled: app.disabled,
    written: app.written,
    revision: app.revision,
    state: stateOf(app, live),
    accessType: app.accessType === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE',
    created: app.createdAt.toISOString(),
    updated: app.updatedAt.toISOString(),
  }
}

function whereFor(actor: Actor, search: SearchApps, missing: string[]): Prisma.AppWhereInput {
  const { q, namespace, exactNamespace, flowId, tag, state, conditions = [] } = search
  const text = q?.trim() ?? ''
  const and: Prisma.AppWhereInput[] = [{ deleted: false }, readableBy(actor)]
  if (text !== '') and.push(textWhereOf(text))
  if (namespace !== undefined) and.push({ OR: within(namespace) })
  const home = exactNamespace ?? namespace
  if (flowId !== undefined) and.push(home === undefined ? { flowId } : startsFlow(home, flowId))
  else if (exactNamespace !== undefined) and.push({ namespace: exactNamespace })
  if (tag !== undefined) and.push({ tags: { has: tag } })
  if (state !== undefined) and.push(inState(state, missing))
  return { AND: [...and, ...whereOf(conditions, (filter) => conditionOf(filter, missing))] }
}

function textWhereOf(text: string): Prisma.AppWhereInput {
  const part = { contains: text, mode: 'insensitive' } as const
  return {
    OR: [{ slug: part }, { displayName: part }, { namespace: part }, { description: part }, { flowId: part }],
  }
}

function startsFlow(namespace: string, flowId: string): Prisma.AppWhereInput {
  return { OR: [{ namespace, flowId }, { flows: { array_contains: [{ namespace, flowId }] } }] }
}

function inState(state: AppState, missing: string[]): Prisma.AppWhereInput {
  const now = new Date()
  const there: Prisma.AppWhereInput = { disabled: false, id: { notIn: missing } }
  if (state === 'disabled') return { disabled: true }
  if (state === 'flow-missing') return { disabled: false, id: { in: missing } }
  if (state === 'not-yet') return { AND: [there, { startsAt: { gt: now } }] }
  if (state === 'closed')
    return { AND: [there, { NOT: { startsAt: { gt: now } } }, { endsAt: { lte: now } }] }
  return { AND: [there, openAt(now)] }
}

/** @throws AppError `invalid` for a field, an operator or a value that is none */
function conditionOf(filter: Filter, missing: string[]): Prisma.AppWhereInput {
  const { field, op, values } = filter
  if (field === 'q') {
    const part = partOf(filter)
    return { OR: [{ slug: part }, { displayName: part }, { description: part }] }
  }
  if (field === 'namespace') return namespaceWhere(filter)
  if (field === 'flowId') return { flowId: textWhere(filter) }
  if (field === 'tags') return tagWhere(filter)
  const state = appStates.find((name) => name === values[0])
  if (field === 'state' && (op === 'EQUALS' || op === 'IN') && state) return inState(state, missing)
  return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} for apps.`)
}

/** `id:asc` as Kestra writes it, several of them. @throws AppError `invalid` for a name that is not sorted by */
export function sortOf(texts: readonly string[]): SearchApps['sort'] {
  return texts
    .flatMap((text) => text.split(','))
    .filter((text) => text !== '')
    .map((text) => {
      const [name = '', direction = 'asc'] = text.split(':')
      const by = Object.hasOwn(sorts, name) ? (name as keyof typeof sorts) : undefined
      if (!by || !['asc', 'desc'].includes(direction))
        throw new AppError('invalid', `Apps cannot be sorted by \`${text}\`.`, {
          details: [{ path: 'sort', message: `${Object.keys(sorts).join(', ')}, with :asc or :desc` }],
        })
      return { by, descending: direction === 'desc' }
    })
}
