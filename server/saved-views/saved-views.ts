import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { db, uniqueConflict, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { transaction } from '#server/transaction.ts'
import type { SavedView, ViewPage } from './view.ts'

/** Of one person on one page. */
const mostViews = 30

const select = { id: true, page: true, name: true, query: true, isDefault: true } as const

/** The actor's own views of a page, by name. */
export async function listViews(actor: Actor, page: ViewPage): Promise<SavedView[]> {
  const rows = await db.savedView.findMany({
    where: { personId: actor.id, page },
    select,
    orderBy: { name: 'asc' },
    take: mostViews,
  })
  return rows.map((row) => ({ ...row, page }))
}

/** The query that the page opens with, where the actor chose one. */
export async function defaultQuery(actor: Actor, page: ViewPage): Promise<string | undefined> {
  const row = await db.savedView.findFirst({
    where: { personId: actor.id, page, isDefault: true },
    select: { query: true },
  })
  return row?.query
}

type ViewWish = Omit<SavedView, 'id'>

/** Keeps filters under a name. A view is its person's alone. @throws AppError `conflict` for a name that is taken, `too-many` */
export async function addView(actor: Actor, wish: ViewWish): Promise<SavedView> {
  const { page } = wish
  return named(() =>
    transaction(async (tx) => {
      await lock(tx, actor)
      if ((await tx.savedView.count({ where: { personId: actor.id, page } })) >= mostViews)
        throw new AppError('too-many', `You have ${mostViews} views of this page already. Delete one first.`)
      if (wish.isDefault) await noDefault(tx, actor, page)
      const id = randomBytes(16).toString('base64url')
      const row = await tx.savedView.create({ data: { id, personId: actor.id, ...wish }, select })
      return { ...row, page }
    }),
  )
}

/** Renames a view, gives it other filters, or makes it what the page opens with. @throws AppError `not-found`, `conflict` */
export async function changeView(
  actor: Actor,
  id: string,
  change: Partial<Pick<SavedView, 'name' | 'query' | 'isDefault'>>,
): Promise<SavedView> {
  return named(() =>
    transaction(async (tx) => {
      await lock(tx, actor)
      const before = await tx.savedView.findUnique({ where: { id, personId: actor.id }, select })
      if (!before) throw noView()
      const page = before.page as ViewPage
      if (change.isDefault) await noDefault(tx, actor, page)
      const row = await tx.savedView.update({ where: { id }, data: change, select })
      return { ...row, page }
    }),
  )
}

/** @throws AppError `not-found` */
export async function deleteView(actor: Actor, id: string): Promise<void> {
  const { count } = await db.savedView.deleteMany({ where: { id, personId: actor.id } })
  if (count === 0) throw noView()
}

/** One change of a person's views at a time: so there is one default at most. */
async function lock(tx: Tx, actor: Actor): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`saved-views:${actor.id}`}, 0))`
}

async function noDefault(tx: Tx, actor: Actor, page: ViewPage): Promise<void> {
  await tx.savedView.updateMany({ where: { personId: actor.id, page }, data: { isDefault: false } })
}

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (uniqueConflict(error) === undefined) throw error
    throw new AppError('conflict', 'You have a view of this name already.', {
      details: [{ path: 'name', message: 'is the name of another view' }],
    })
  }
}

function noView(): AppError {
  return new AppError('not-found', 'There is no such view, or it is not yours.')
}
