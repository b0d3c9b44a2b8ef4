import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { namespacesOf } from '#server/people/can.ts'
import { cursorOf, instantOf, readCursor } from './cursor.ts'
import { rowSelect, rowsOf } from './rows.ts'
import type { Outcome, Page, RequestRow } from './view.ts'

export interface ListRequests {
  /** Part of the number or the title. */
  q?: string
  outcome?: Outcome
  /** Id of the app. */
  app?: string
  after?: string
  /** 100 at most. */
  size?: number
  /** Everybody's, of the namespaces in which the actor may read requests; else only the actor's own. */
  everybody?: boolean
}

/**
 * Requests, the newest first.
 * @throws AppError `forbidden` for everybody's without the permission, `invalid` for a foreign cursor
 */
export async function listRequests(actor: Actor, filter: ListRequests = {}): Promise<Page<RequestRow>> {
  const size = Math.min(filter.size ?? 25, 100)
  const where = whereOf(actor, filter)
  const [found, total] = await Promise.all([
    db.request.findMany({
      where: { AND: [where, afterOf(filter.after)] },
      select: rowSelect,
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      take: size + 1,
    }),
    db.request.count({ where }),
  ])
  const records = found.slice(0, size)
  const last = records.at(-1)
  return {
    results: await rowsOf(records, actor.language),
    total,
    after: found.length > size && last ? cursorOf([last.createdAt.toISOString(), last.id]) : undefined,
  }
}

function whereOf(actor: Actor, { q, outcome, app, everybody }: ListRequests): Prisma.RequestWhereInput {
  const and: Prisma.RequestWhereInput[] = [everybody === true ? readable(actor) : { requesterId: actor.id }]
  if (outcome !== undefined) and.push({ outcome })
  if (app !== undefined) and.push({ appId: app })
  const text = q?.trim() ?? ''
  if (text !== '') {
    const part = { contains: text, mode: 'insensitive' } as const
    and.push({ OR: [{ title: part }, { number: part }] })
  }
  return { AND: and }
}

function readable(actor: Actor): Prisma.RequestWhereInput {
  const roots = namespacesOf(actor, 'request:read')
  if (roots === 'all') return {}
  if (roots.length === 0) throw new AppError('forbidden', "You may see your own requests, not everybody's.")
  return { OR: roots.flatMap((root) => [{ namespace: root }, { namespace: { startsWith: `${root}.` } }]) }
}

function afterOf(after: string | undefined): Prisma.RequestWhereInput {
  const cursor = readCursor(after, 2)
  if (!cursor) return {}
  const createdAt = instantOf(cursor[0])
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { gt: cursor[1] } }] }
}
