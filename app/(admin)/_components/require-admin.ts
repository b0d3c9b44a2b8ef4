import { notFound } from 'next/navigation'
import { requireViewer } from '#app/_frame/viewer.ts'
import type { Actor } from '#server/actor.ts'
import { can } from '#server/people/can.ts'

/** Who looks at a page of the administration; for anybody else there is no such page. */
export async function requireAdmin(path: string): Promise<Actor> {
  const actor = await requireViewer(path)
  if (!can(actor, 'user:read')) notFound()
  return actor
}
