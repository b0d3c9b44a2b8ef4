import type { Actor } from '#server/actor.ts'
import { containing, within } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { namespacesOf } from '#server/people/can.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { followedBy } from './followed.ts'
import { afterOf, cursorValues, orders, type RequestOrder } from './list-order.ts'
import { rowSelect, rowsOf } from './rows.ts'
import type { ListedRequest, Outcome, Page } from './view.ts'

export interface RequestFilter {
  /** Part of the number or the title. */
  q?: string
  outcome?: Outcome
  /** Id of the app. */
  app?: string
  /** Made then or later. */
  from?: Date
  /** Made before. */
  until?: Date
  /** Everybody's, of the namespaces in which the actor may read requests; else only the actor's own. */
  everybody?: boolean
  /** Others' requests that the actor follows, in place of their own. */
  following?: boolean
}

export interface ListRequests extends RequestFilter {
  order?: RequestOrder
  after?: string
  /** 100 at most. */
  size?: number
}

const listSelect = {
  ...rowSelect,
  requester: { select: { id: true, name: true } },
} as const satisfies Prisma.RequestSelect

/**
 * Requests, the newest first where no other order is asked for.
 * @throws AppError `forbidden` for everybody's without the permission, `invalid` for a foreign cursor
 */
export async function listRequests(actor: Actor, filter: ListRequests = {}): Promise<Page<ListedRequest>> {
  const where = await whereOf(actor, filter)
  const [page, total] = await Promise.all([
    pageOf(actor, where, { ...filter, ends: true }),
    db.request.count({ where }),
  ])
  return { ...page, total }
}

interface PageOptions extends Pick<ListRequests, 'order' | 'after' | 'size'> {
  /** Says when those that go on will likely be over. */
  ends?: boolean
}

/** One page without the count of all. */
export async function pageOf(
  actor: Actor,
  where: Prisma.RequestWhereInput,
  { order = 'newest', after, size: wanted = 25, ends }: PageOptions,
): Promise<{ results: ListedRequest[]; after?: string }> {
  const size = Math.min(wanted, 100)
  const cursor = readCursor(after, 2)
  const found = await db.request.findMany({
    where: cursor ? { AND: [where, afterOf(order, cursor)] } : where,
    select: listSelect,
    orderBy: orders[order],
    take: size + 1,
  })
  const records = found.slice(0, size)
  const rows = await rowsOf(records, { language: actor.language, ends })
  const last = records.at(-1)
  return {
    results: rows.map((row, index) => ({ ...row, requester: records[index]?.requester })),
    after: found.length > size && last ? cursorOf(cursorValues(order, last)) : undefined,
  }
}

/** @throws AppError `forbidden` for everybody's without the permission */
export async function whereOf(actor: Actor, filter: RequestFilter): Promise<Prisma.RequestWhereInput> {
  const { q, outcome, app, from, until } = filter
  const and = [await scopeOf(actor, filter)]
  if (outcome !== undefined) and.push({ outcome })
  if (app !== undefined) and.push({ appId: app })
  if (from ?? until) and.push({ createdAt: { gte: from, lt: until } })
  const text = q?.trim() ?? ''
  if (text !== '') {
    const part = containing(text)
    and.push({ OR: [{ title: part }, { number: part }] })
  }
  return { AND: and }
}

async function scopeOf(
  actor: Actor,
  { everybody, following }: RequestFilter,
): Promise<Prisma.RequestWhereInput> {
  if (following === true) return { id: { in: await followedBy(actor) } }
  return everybody === true ? readable(actor) : { requesterId: actor.id }
}

/** Whether there is more to see than one's own. */
export function seesEverybody(actor: Actor): boolean {
  return namespacesOf(actor, 'request:read').length > 0
}

function readable(actor: Actor): Prisma.RequestWhereInput {
  const roots = namespacesOf(actor, 'request:read')
  if (roots === 'all') return {}
  if (roots.length === 0) throw new AppError('forbidden', "You may see your own requests, not everybody's.")
  return { OR: roots.flatMap(within) }
}
