import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { findUsable } from './find-app.ts'

/**
 * Puts an app among the actor's favourites, or takes it out. Repeating it changes nothing.
 * @throws AppError `not-found` for an app that the actor may not use
 */
export async function setFavourite(actor: Actor, appId: string, favourite: boolean): Promise<void> {
  if (!favourite) {
    await db.favouriteApp.deleteMany({ where: { personId: actor.id, appId } })
    return
  }
  await findUsable(actor, appId)
  await db.favouriteApp.createMany({ data: { personId: actor.id, appId }, skipDuplicates: true })
}
