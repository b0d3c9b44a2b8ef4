import { notFound } from 'next/navigation'
import { requireViewer } from '#app/_frame/viewer.ts'
import type { Actor } from '#server/actor.ts'
import { roomsOf, type Room } from './rooms.ts'

/** Who looks at a page of a room of the administration; for anybody else there is no such page. */
export async function requireAdmin(path: string, room: Room): Promise<Actor> {
  const actor = await requireViewer(path)
  if (!roomsOf(actor).includes(room)) notFound()
  return actor
}
