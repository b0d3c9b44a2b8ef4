import type { Tx } from '#server/db.ts'

/**
 * Who a requester is where it counts that nobody decides on their own request: a guest who has confirmed a mail address is the
 * person with that address.
 * @returns a person's id: theirs, or the guest's own where nobody has that address
 */
export async function accountOf(tx: Tx, requesterId: string): Promise<string> {
  const guest = await tx.guest.findUnique({
    where: { personId: requesterId },
    select: { email: true, verifiedAt: true },
  })
  if (!guest?.email || !guest.verifiedAt) return requesterId
  const person = await tx.person.findFirst({
    where: { email: guest.email, kind: 'person' },
    select: { id: true },
  })
  return person?.id ?? requesterId
}
