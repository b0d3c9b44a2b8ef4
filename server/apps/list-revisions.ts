import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { findReadable } from './get-app.ts'

export interface AppRevisionRow {
  revision: number
  createdAt: string
  createdBy?: string
}

const most = 500

/** Revisions of an app that have a source, the newest first; the 500 newest at most. @throws AppError `not-found` */
export async function listAppRevisions(actor: Actor, uid: string): Promise<AppRevisionRow[]> {
  await findReadable(actor, uid)
  const rows = await db.appRevision.findMany({
    where: { appId: uid, source: { not: null } },
    select: { revision: true, createdAt: true, createdById: true },
    orderBy: { revision: 'desc' },
    take: most,
  })
  const authors = await db.person.findMany({
    where: { id: { in: rows.flatMap((row) => row.createdById ?? []) } },
    select: { id: true, name: true },
  })
  const names = new Map(authors.map((person) => [person.id, person.name]))
  return rows.map(({ revision, createdAt, createdById }) => ({
    revision,
    createdAt: createdAt.toISOString(),
    createdBy: createdById === null ? undefined : names.get(createdById),
  }))
}
