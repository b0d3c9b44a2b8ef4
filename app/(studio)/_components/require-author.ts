import { notFound } from 'next/navigation'
import { requireViewer } from '#app/_frame/viewer.ts'
import type { Actor } from '#server/actor.ts'
import { namespacesOf } from '#server/people/can.ts'

/** Who looks at a page of the studio; for anybody who may read no flow at all there is no such page. */
export async function requireAuthor(path: string): Promise<Actor> {
  const actor = await requireViewer(path)
  if (namespacesOf(actor, 'flow:read').length === 0) notFound()
  return actor
}
