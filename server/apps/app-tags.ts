import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { either, readableBy, usableBy } from './visible.ts'

/** Tags of the apps that the actor may use or read, each once, in the order of the alphabet. */
export async function appTags(actor: Actor): Promise<string[]> {
  const rows = await db.app.findMany({
    where: { deleted: false, tags: { isEmpty: false }, AND: [either(usableBy(actor), readableBy(actor))] },
    select: { tags: true },
    distinct: ['tags'],
  })
  return [...new Set(rows.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b))
}
