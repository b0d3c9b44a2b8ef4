import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { actorOfGuest } from '#server/guests/actor-of-guest.ts'
import { guestPage } from '#server/guests/guest-page.ts'
import type { GuestView } from '#server/guests/view.ts'
import { addressOf } from '#server/people/address.ts'

/** Whom a link is of, and what it opens; one that was ended is not told from one that never was. */
export const loadGuest = cache(async (token: string): Promise<{ actor: Actor; guest: GuestView }> => {
  const actor = await actorOfGuest(token, addressOf(await headers()))
  if (!actor) notFound()
  try {
    return { actor, guest: await guestPage(actor) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
})
