import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { viewer } from '#app/_frame/viewer.ts'
import { AppError } from '#server/errors.ts'
import { visitorOf } from '#server/guests/actor-of-guest.ts'
import { wantedLanguage } from '#server/languages/chosen.ts'
import { publicDoor } from '#server/guests/public-door.ts'
import { openPublic } from '#server/guests/public-form.ts'
import type { PublicAppView } from '#server/guests/view.ts'
import { addressOf } from '#server/people/address.ts'

export interface Looked {
  id: string
  query: Record<string, string | string[] | undefined>
  /** Whoever is signed in comes as themselves; in a frame nobody does. */
  asThemselves: boolean
}

/** A public app for a page; what is not there, or not open, is the page that says so. */
export async function loadPublic({ id, query, asThemselves }: Looked): Promise<PublicAppView> {
  try {
    const door = await publicDoor(id)
    const from = await headers()
    const person = asThemselves ? await viewer() : null
    const who = person ?? visitorOf(door.id, wantedLanguage(from) ?? 'en', addressOf(from))
    const { flow, ...address } = query
    return await openPublic(door, who, { address, flow: typeof flow === 'string' ? flow : undefined })
  } catch (error) {
    // before and after its time it is closed, as one that is not there
    if (error instanceof AppError && (error.code === 'not-found' || error.code === 'conflict')) notFound()
    throw error
  }
}
