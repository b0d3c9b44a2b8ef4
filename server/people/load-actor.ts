import type { Actor } from '#server/actor.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'

/** What has to be read of a person to make an actor. */
export const actorSelect = {
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
} as const satisfies Prisma.PersonSelect

/** How the actor came in: its door, and where known its address and session. */
export type Arrival = Pick<Actor, 'door' | 'address' | 'sessionId'>

/** The person as an actor, with the roles of their groups. Null: they are not active. */
export function toActor(
  person: Prisma.PersonGetPayload<{ select: typeof actorSelect }>,
  arrival: Arrival,
): Actor | null {
  if (!person.active) return null
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

/** Reads a person as an actor. Null: there is no such person, or they are not active. */
export async function loadActor(personId: string, arrival: Arrival, tx: Tx = db): Promise<Actor | null> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: actorSelect })
  return person && toActor(person, arrival)
}
