import type { Policy } from '#engine/flow/approvals/types.ts'
import { db, type Tx } from '#server/db.ts'
import { withParents } from '#server/flows/owners.ts'
import { isReadyRole } from '#server/people/ready-roles.ts'

/** Who holds one of the names; `unknown`: one that is neither a role nor a group. */
export type Holders = { holders: ReadonlySet<string> } | { unknown: string }

/** Why somebody may not decide in another's place, who was looked at when it opened; undefined: nothing speaks against it. */
export async function lacksRole(
  { rules }: Policy,
  namespace: string,
  personId: string,
): Promise<string | undefined> {
  if (!rules.oneOf) return undefined
  const found = await holdersOf(db, rules.oneOf, namespace)
  return isHolder(found, personId) ? undefined : 'You hold none of the roles that this approval asks for'
}

/** Whether the rule lets somebody decide; it lets nobody where it names what is not there any more. */
export function isHolder(found: Holders | undefined, personId: string): boolean {
  return found === undefined || ('holders' in found && found.holders.has(personId))
}

/**
 * Which people hold one of these roles in the namespace, themselves or by a group, or are in one of these groups.
 * @param names of roles, or slugs of groups
 */
export async function holdersOf(tx: Tx, names: readonly string[], namespace: string): Promise<Holders> {
  const roles = await tx.customRole.findMany({
    where: { name: { in: [...names] } },
    select: { id: true, name: true },
  })
  const groups = await tx.group.findMany({
    where: { slug: { in: [...names] } },
    select: { slug: true, members: { select: { personId: true } } },
  })
  const known = new Set([...roles.map(({ name }) => name), ...groups.map(({ slug }) => slug)])
  const unknown = names.find((name) => !known.has(name) && !isReadyRole(name))
  if (unknown !== undefined) return { unknown }
  const bindings = await tx.roleBinding.findMany({
    where: {
      role: { in: [...names.filter(isReadyRole), ...roles.map(({ id }) => id)] },
      OR: [{ namespace: null }, { namespace: { in: withParents(namespace) } }],
    },
    select: { personId: true, group: { select: { members: { select: { personId: true } } } } },
  })
  const members = [...groups, ...bindings.flatMap(({ group }) => group ?? [])].flatMap(
    (group) => group.members,
  )
  const people = [...bindings, ...members].flatMap(({ personId }) => personId ?? [])
  return { holders: new Set(people) }
}
