import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { flowNames, matched } from '#server/api/regex.ts'
import { namespaceWhere, partOf, scopeOf, textWhere, whereOf, within } from '#server/api/where.ts'
import { db, Prisma } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import type { Page } from '#server/requests/view.ts'
import type { TriggerKey } from './key.ts'
import { rowView, stateView, type TriggerRowView, type TriggerStateView } from './view.ts'

export interface SearchTriggers {
  /** Part of the id of the trigger, of the flow or of the namespace. */
  q?: string
  /** With everything below it. */
  namespace?: string
  /** Without what is below it. */
  exactNamespace?: string
  flowId?: string
  triggerId?: string
  /** Canonical. */
  type?: string
  /** Whether it is on, as the flow's source and people have it. */
  enabled?: boolean
  /** As a query spells them. */
  conditions?: readonly Condition[]
  /** From 1. */
  page?: number
  /** 1,000 at most. */
  size?: number
  sort?: { by: 'triggerId' | 'flowId' | 'namespace' | 'nextAt' | 'lastAt'; descending: boolean }
}

/** The triggers that the actor may see, those with the next time first. @throws AppError `forbidden` for who may see none anywhere */
export async function searchTriggers(
  actor: Actor,
  search: SearchTriggers = {},
): Promise<Page<TriggerRowView>> {
  const where = await filterOf(actor, search)
  const size = Math.min(search.size ?? 25, 1000)
  const [rows, total] = await Promise.all([
    db.trigger.findMany({
      where,
      orderBy: [...orderOf(search.sort), { namespace: 'asc' }, { flowId: 'asc' }, { triggerId: 'asc' }],
      skip: ((search.page ?? 1) - 1) * size,
      take: size,
    }),
    db.trigger.count({ where }),
  ])
  const results: TriggerRowView[] = []
  for (const row of rows) {
    const trigger = (await flowOf(row)).triggers.find(({ id }) => id === row.triggerId)
    if (trigger) results.push(rowView(row, trigger))
  }
  return { results, total }
}

/** Triggers of a flow, without an order in that of its source. @throws AppError `not-found` */
export async function listTriggers(
  actor: Actor,
  { namespace, flowId }: Pick<TriggerKey, 'namespace' | 'flowId'>,
  { q = '', sort, page = 1, size = 1000 }: Pick<SearchTriggers, 'q' | 'sort' | 'page' | 'size'> = {},
): Promise<Page<TriggerStateView>> {
  demand(actor, 'trigger:read', { namespace })
  const part = { contains: q.trim(), mode: 'insensitive' } as const
  const rows = await db.trigger.findMany({
    where: { namespace, flowId, removed: false, triggerId: part },
    orderBy: [...(sort ? orderOf(sort) : []), { triggerId: 'asc' }],
  })
  const [first] = rows
  const triggers = first ? (await flowOf(first)).triggers : []
  const places = new Map(triggers.map((trigger, index) => [trigger.id, { trigger, index }]))
  const found = rows.flatMap((row) => {
    const place = places.get(row.triggerId)
    return place ? [{ ...place, row }] : []
  })
  if (!sort) found.sort((a, b) => a.index - b.index)
  const results = found
    .slice((page - 1) * size, page * size)
    .map(({ row, trigger }) => stateView(row, trigger))
  return { results, total: found.length }
}

/** Keys of all that a search finds, for changes of many; 1,000 at most. */
export async function keysOf(actor: Actor, search: SearchTriggers): Promise<TriggerKey[]> {
  return db.trigger.findMany({
    where: await filterOf(actor, search),
    select: { namespace: true, flowId: true, triggerId: true },
    orderBy: [{ namespace: 'asc' }, { flowId: 'asc' }, { triggerId: 'asc' }],
    take: 1000,
  })
}

function flowOf(row: { namespace: string; flowId: string; flowRevision: number }): Promise<Flow> {
  return loadFlow(row.namespace, row.flowId, row.flowRevision)
}

function orderOf(sort: SearchTriggers['sort']): Prisma.TriggerOrderByWithRelationInput[] {
  const { by = 'nextAt', descending = false } = sort ?? {}
  const direction = descending ? 'desc' : 'asc'
  return [{ [by]: by === 'nextAt' || by === 'lastAt' ? { sort: direction, nulls: 'last' } : direction }]
}

async function filterOf(actor: Actor, search: SearchTriggers): Promise<Prisma.TriggerWhereInput> {
  const { q, namespace, exactNamespace, flowId, triggerId, type, enabled, conditions = [] } = search
  const roots = namespacesOf(actor, 'trigger:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'trigger:read')
  const and: Prisma.TriggerWhereInput[] = [{ removed: false }]
  if (roots !== 'all') and.push({ OR: roots.flatMap(within) })
  if (namespace !== undefined) and.push({ OR: within(namespace) })
  if (exactNamespace !== undefined) and.push({ namespace: exactNamespace })
  if (flowId !== undefined) and.push({ flowId })
  if (triggerId !== undefined) and.push({ triggerId })
  if (type !== undefined) and.push({ type })
  if (enabled !== undefined) and.push(enabled ? on : off)
  if (q !== undefined && q.trim() !== '') {
    const part = { contains: q.trim(), mode: 'insensitive' } as const
    and.push({ OR: [{ triggerId: part }, { flowId: part }, { namespace: part }] })
  }
  return { AND: [...and, ...whereOf(await matched(conditions, names), conditionOf)] }
}

const on: Prisma.TriggerWhereInput = { disabled: false, sourceDisabled: false }
const off: Prisma.TriggerWhereInput = { OR: [{ disabled: true }, { sourceDisabled: true }] }
const names = {
  ...flowNames,
  triggerId: { column: Prisma.sql`"triggerId"`, table: Prisma.sql`"Trigger"` },
}
const texts = new Set(['flowId', 'triggerId', 'type'])

/** @throws AppError `invalid` for a field, an operator or a value that is none */
function conditionOf(filter: Filter): Prisma.TriggerWhereInput {
  const { field, op, values } = filter
  if (field === 'q') {
    const part = partOf(filter)
    return { OR: [{ triggerId: part }, { flowId: part }, { namespace: part }] }
  }
  if (field === 'namespace') return namespaceWhere(filter)
  if (texts.has(field)) return { [field]: textWhere(filter) }
  if (field === 'scope') return scopes[scopeOf(filter)]
  const [value = ''] = values
  const isOn = value === 'true' || value === 'ENABLED'
  const isState =
    (field === 'enabled' && /^(true|false)$/.test(value)) ||
    (field === 'triggerState' && /^(ENABLED|DISABLED)$/.test(value))
  if (isState && (op === 'EQUALS' || op === 'NOT_EQUALS')) return isOn === (op === 'EQUALS') ? on : off
  return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} ${value} for triggers.`)
}

const scopes = {
  all: {},
  none: { namespace: { in: [] } },
  system: { namespace: 'system' },
  others: { namespace: { not: 'system' } },
} satisfies Record<string, Prisma.TriggerWhereInput>
