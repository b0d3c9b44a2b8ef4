import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { transaction } from '#server/transaction.ts'

/** What a guest says of themselves; nothing of it is confirmed. */
export interface SaidAbout {
  name?: string
  email?: string
}

/**
 * Takes what a guest says of themselves once they have begun: by a file that they gave before they had said it. It is theirs to say
 * until they have asked for something, and where no address was confirmed.
 * @returns the guest as they are then
 */
export async function sayAbout(actor: Actor, about: SaidAbout): Promise<Actor> {
  const name = about.name?.trim()
  const email = about.email?.trim().toLowerCase()
  if (!actor.guest || actor.guest.verified || (!name && !email)) return actor
  const { id, door, address } = actor
  return transaction(async (tx) => {
    if ((await tx.request.count({ where: { requesterId: id } })) > 0) return actor
    const said = await tx.guest.update({
      where: { personId: id },
      data: { ...(name && { name }), ...(email && { email }) },
      select: { name: true, email: true },
    })
    await tx.person.update({ where: { id }, data: { name: said.name ?? said.email ?? 'Guest' } })
    await audit(tx, actor, { action: 'guest:say', subjectType: 'guest', subjectId: id })
    return (await loadActor(id, { door, address }, tx)) ?? actor
  })
}
