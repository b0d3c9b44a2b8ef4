import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Actor } from '#server/actor.ts'
import { currentActor } from '#server/session.ts'

/** Who looks at the page, read once for each request; null: nobody is signed in. */
export const viewer = cache(currentActor)

/** Who looks at the page, or the way to the sign-in and back to `path`. */
export async function requireViewer(path: string): Promise<Actor> {
  const actor = await viewer()
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return actor
}
