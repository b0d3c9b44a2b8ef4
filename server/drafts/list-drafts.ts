import type { Actor } from '#server/actor.ts'
import { containing } from '#server/api/where.ts'
import { findApp } from '#server/apps/find-app.ts'
import { db } from '#server/db.ts'
import { draftSelect, rowOf } from './rows.ts'
import type { DraftRow } from './view.ts'

/** Of one person at a time. */
export const mostDrafts = 50

/** Those of an app that the actor may use. @throws AppError `not-found` */
export async function listDraftsOf(actor: Actor, app: string): Promise<DraftRow[]> {
  await findApp(actor, app)
  return listDrafts(actor, { app })
}

/** The actor's own drafts, the newest first: all there are, for there are never many. */
export async function listDrafts(
  actor: Actor,
  { app, q }: { app?: string; q?: string } = {},
): Promise<DraftRow[]> {
  const part = containing(q ?? '')
  const drafts = await db.draft.findMany({
    where: {
      personId: actor.id,
      appId: app,
      ...(part.contains === '' ? {} : { OR: [{ title: part }, { app: { displayName: part } }] }),
    },
    select: draftSelect,
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    take: mostDrafts,
  })
  return drafts.map((draft) => rowOf(actor, draft))
}
