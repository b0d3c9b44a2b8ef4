import type { Tx } from '#server/db.ts'
import type { GuestOutcome } from '#server/mail/kinds.ts'
import { postToAddress } from '#server/mail/post-to-address.ts'
import type { Outcome } from '#server/requests/view.ts'

interface Told {
  requesterId: string
  number: string
  outcome: Outcome | 'SENT_BACK'
  dedupeKey: string
}

/** Outcomes that are news to who is outside; that something went wrong is for us to mend. */
const news: Partial<Record<Told['outcome'], GuestOutcome>> = {
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  DONE: 'DONE',
  CANCELLED: 'CANCELLED',
  SENT_BACK: 'SENT_BACK',
}

/**
 * Tells a guest by mail what their request has come to, where they gave an address. Nothing that anybody typed is in it, for the
 * address may be somebody else's; and no link, for only its holder knows that.
 */
export async function tellGuest(tx: Tx, { requesterId, number, outcome, dedupeKey }: Told): Promise<void> {
  const told = news[outcome]
  const guest = told ? await readGuest(tx, requesterId) : null
  if (told && guest) await mail(tx, guest, { number, told, dedupeKey })
}

/** The same of a comment that somebody else wrote: only to an address that they have confirmed, for there may be many. */
export async function tellGuestOfComment(
  tx: Tx,
  { requesterId, number, dedupeKey }: Omit<Told, 'outcome'>,
): Promise<void> {
  const guest = await readGuest(tx, requesterId)
  if (guest?.verifiedAt) await mail(tx, guest, { number, told: 'COMMENTED', dedupeKey })
}

function readGuest(tx: Tx, personId: string) {
  return tx.guest.findUnique({
    where: { personId },
    select: {
      email: true,
      verifiedAt: true,
      app: { select: { displayName: true } },
      person: { select: { language: true } },
    },
  })
}

async function mail(
  tx: Tx,
  guest: NonNullable<Awaited<ReturnType<typeof readGuest>>>,
  { number, told, dedupeKey }: { number: string; told: GuestOutcome; dedupeKey: string },
): Promise<void> {
  if (!guest.email) return
  await postToAddress(tx, {
    address: guest.email,
    language: guest.person.language,
    kind: 'guest-outcome',
    data: { app: guest.app.displayName, number, outcome: told },
    dedupeKey: `guest:${dedupeKey}`,
  })
}
