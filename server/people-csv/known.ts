import type { Prisma, Tx } from '#server/db.ts'
import { known as knownPermissions, listedRoles } from '#server/roles/stored-role.ts'
import type { StoredRole } from '#server/roles/view.ts'
import { isReadyRole, permissionsOf } from '#server/people/ready-roles.ts'
import type { Permission } from '#server/people/permissions.ts'
import type { RowGiven } from './read-row.ts'

/** What a role lets somebody do, and where. */
export interface Right {
  permissions: readonly Permission[]
  namespace?: string
}

const personColumns = {
  id: true,
  kind: true,
  name: true,
  email: true,
  timeZone: true,
  language: true,
  active: true,
  managerId: true,
  manager: { select: { email: true } },
  roleBindings: { select: { id: true, role: true, namespace: true } },
  memberships: { select: { groupId: true, group: { select: { slug: true } } } },
} as const satisfies Prisma.PersonSelect
export type KnownPerson = Prisma.PersonGetPayload<{ select: typeof personColumns }>

export interface KnownGroup {
  id: string
  slug: string
  /** What being in it gives. */
  rights: Right[]
}

/** What is there already, as far as a file of people is about it. */
export interface Known {
  /** By mail address: those of the rows, and those who are named as managers. */
  people: Map<string, KnownPerson>
  /** All that there are: by id, and those that the file names by slug. */
  groups: Map<string, KnownGroup>
  roles: readonly StoredRole[]
  /** Who is above whom, of everybody. */
  managers: Map<string, string | null>
}

/** Reads it in the caller's transaction, which keeps others from changing it. */
export async function readKnown(tx: Tx, rows: readonly RowGiven[]): Promise<Known> {
  const mails = [...new Set(rows.flatMap(({ email, manager }) => [email, manager ?? []].flat()))]
  const people = await tx.person.findMany({ where: { email: { in: mails } }, select: personColumns })
  const groups = await tx.group.findMany({
    select: {
      id: true,
      slug: true,
      roleBindings: { select: { role: true, namespace: true } },
    },
  })
  const roles = await listedRoles(tx)
  const everybody = await tx.person.findMany({ select: { id: true, managerId: true } })
  return {
    people: new Map(people.map((person) => [person.email, person])),
    groups: new Map(
      groups
        .map(({ id, slug, roleBindings }) => ({ id, slug, rights: rightsOf(roles, roleBindings) }))
        .flatMap((group) => [[group.id, group] as const, [group.slug, group] as const]),
    ),
    roles,
    managers: new Map(everybody.map(({ id, managerId }) => [id, managerId])),
  }
}

interface Bound {
  role: string
  namespace: string | null
}

/** What bound roles let somebody do. */
export function rightsOf(roles: readonly StoredRole[], bindings: readonly Bound[]): Right[] {
  return bindings.map(({ role, namespace }) => ({
    permissions: isReadyRole(role)
      ? permissionsOf(role)
      : knownPermissions(roles.find(({ id }) => id === role)?.permissions ?? []),
    namespace: namespace ?? undefined,
  }))
}
