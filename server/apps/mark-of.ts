import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { findReadable } from './get-app.ts'
import { thumbnailOf } from './thumbnail.ts'

/** How an app is known at a glance, for its editor. */
export interface AppMarkView {
  icon?: string
  /** Address of its picture. */
  thumbnail?: string
  /** Its source names the picture: one that is uploaded would not be seen. */
  named: boolean
}

/** @throws AppError `not-found` */
export async function markOf(actor: Actor, id: string): Promise<AppMarkView> {
  const app = await findReadable(actor, id)
  const uploaded = await db.appPicture.findUnique({ where: { appId: id }, select: { sha256: true } })
  return {
    icon: app.icon ?? undefined,
    thumbnail: thumbnailOf(app, uploaded?.sha256),
    named: app.thumbnail !== null,
  }
}
