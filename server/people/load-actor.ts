import type { Actor } from '#server/actor.ts'
import { db, type Tx } from '#server/db.ts'

const found = {
  id: true,
  name: true,
  email: true,
  timeZone: true,
  language: true,
  active: true,
  roleBindings: { select: { role: true, namespace: true } },
  memberships: {
    select: {
      owner: true,
      group: {
        select: { id: true, slug: true, roleBindings: { select: { role: true, namespace: true } } },
      },
    },
  },
} as const

/** How the actor came in: its door, and where known its address and session. */
export type Arrival = Pick<Actor, 'door' | 'address' | 'sessionId'>

/** The person as an actor, with the roles of their groups. Null: there is no such person, or they are not active. */
export async function loadActor(personId: string, arrival: Arrival, tx: Tx = db): Promise<Actor | null> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: found })
  if (!person?.active) return null
  const bindings = [
    ...person.roleBindings,
    ...person.memberships.flatMap((membership) => membership.group.roleBindings),
  ]
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    timeZone: person.timeZone,
    language: person.language,
    groups: person.memberships.map(({ group, owner }) => ({ id: group.id, slug: group.slug, owner })),
    roles: bindings.map(({ role, namespace }) => ({ role, namespace: namespace ?? undefined })),
    ...arrival,
  }
}
