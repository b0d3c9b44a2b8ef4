import type { Actor, BoundRole } from '#server/actor.ts'
import { db, Prisma, type Tx } from '#server/db.ts'

/** A person with all that makes an actor of them. */
export interface PersonRow {
  id: string
  name: string
  email: string
  timeZone: string
  language: string
  active: boolean
  roles: { role: string; namespace: string | null; name: string | null; permissions: string[] | null }[]
  groups: { id: string; slug: string; owner: boolean }[]
  /** Only of a guest. */
  guest: { appId: string; email: string | null; verified: boolean } | null
}

const rolesColumn = Prisma.sql`
  COALESCE((SELECT json_agg(json_build_object('role', b.role, 'namespace', b.namespace, 'name', c.name,
      'permissions', c.permissions)) FROM "RoleBinding" b LEFT JOIN "CustomRole" c ON c.id = b."customRoleId"
    WHERE b."personId" = p.id
      OR b."groupId" IN (SELECT m."groupId" FROM "GroupMember" m WHERE m."personId" = p.id)), '[]') AS roles`

/** The columns of `PersonRow` for a statement that has the table "Person" as `p`: every call needs them, so they come in one. */
export const personColumns = Prisma.sql`
  p.id, p.name, p.email, p."timeZone", p.language, p.active, ${rolesColumn},
  (SELECT json_build_object('appId', u."appId", 'email', u.email, 'verified', u."verifiedAt" IS NOT NULL)
    FROM "Guest" u WHERE u."personId" = p.id) AS guest,
  COALESCE((SELECT json_agg(json_build_object('id', g.id, 'slug', g.slug, 'owner', m.owner) ORDER BY g.slug)
    FROM "GroupMember" m JOIN "Group" g ON g.id = m."groupId" WHERE m."personId" = p.id), '[]') AS groups`

/** How the actor came in: its door, and where known its address and session. */
export type Arrival = Pick<Actor, 'door' | 'address' | 'sessionId' | 'scope'>

/** The person as an actor, with the roles of their groups. Null: they are not active. */
export function toActor(person: PersonRow, arrival: Arrival): Actor | null {
  if (!person.active) return null
  const { id, name, timeZone, language, groups, guest } = person
  const roles = person.roles.map(toBoundRole)
  const whole = { id, name, email: person.email, timeZone, language, groups, roles, ...arrival }
  if (!guest) return whole
  // the address of the row is nobody's
  const { email, appId, verified } = guest
  return { ...whole, email: email ?? '', guest: { appId, verified } }
}

function toBoundRole({ role, namespace, name, permissions }: PersonRow['roles'][number]): BoundRole {
  const where = namespace === null ? {} : { namespace }
  return { role, ...where, ...(permissions ? { name: name ?? undefined, permissions } : {}) }
}

/** Reads a person as an actor. Null: there is no such person, or they are not active. */
export async function loadActor(personId: string, arrival: Arrival, tx: Tx = db): Promise<Actor | null> {
  const [person] = await tx.$queryRaw<PersonRow[]>(Prisma.sql`
    SELECT ${personColumns} FROM "Person" p WHERE p.id = ${personId}`)
  return person ? toActor(person, arrival) : null
}

/** What a person holds, by themselves and by their groups, whether they are active or not. */
export async function loadRights(personId: string, tx: Tx): Promise<BoundRole[]> {
  const [row] = await tx.$queryRaw<Pick<PersonRow, 'roles'>[]>(Prisma.sql`
    SELECT ${rolesColumn} FROM "Person" p WHERE p.id = ${personId}`)
  return (row?.roles ?? []).map(toBoundRole)
}
