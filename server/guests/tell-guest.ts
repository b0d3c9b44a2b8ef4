import type { Tx } from '#server/db.ts'
import type { GuestOutcome } from '#server/mail/kinds.ts'
import { postToAddress } from '#server/mail/post-to-address.ts'
import type { Outcome } from '#server/requests/view.ts'

interface Told {
  requesterId: string
  number: string
  outcome: Outcome
  dedupeKey: string
}

/** Outcomes that are news to who is outside; that something went wrong is for us to mend. */
const news: Partial<Record<Outcome, GuestOutcome>> = {
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  DONE: 'DONE',
  CANCELLED: 'CANCELLED',
}

/**
 * Tells a guest by mail what their request has come to, where they gave an address. Nothing that anybody typed is in it, for the
 * address may be somebody else's; and no link, for only its holder knows that.
 */
export async function tellGuest(tx: Tx, { requesterId, number, outcome, dedupeKey }: Told): Promise<void> {
  const told = news[outcome]
  if (!told) return
  const guest = await tx.guest.findUnique({
    where: { personId: requesterId },
    select: { email: true, app: { select: { displayName: true } }, person: { select: { language: true } } },
  })
  if (!guest?.email) return
  await postToAddress(tx, {
    address: guest.email,
    language: guest.person.language,
    kind: 'guest-outcome',
    data: { app: guest.app.displayName, number, outcome: told },
    dedupeKey: `guest:${dedupeKey}`,
  })
}
