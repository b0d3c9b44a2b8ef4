import type { Actor } from '#server/actor.ts'
import { can } from '#server/people/can.ts'
import { grantKey } from '#server/people/grant-key.ts'
import { lacking } from '#server/roles/held.ts'
import type { Column } from './columns.ts'
import { rightsOf, type Known, type Right } from './known.ts'
import type { Planned } from './plan.ts'

type Plan = Pick<Planned, 'id' | 'before' | 'wanted'>

interface Found {
  column: Column
  message: string
}

/** Why the actor may not do what a row says: nobody gives, takes or changes what is above them. */
export function rightProblems(actor: Actor, plan: Plan, known: Known): Found[] {
  return [...above(actor, plan, known), ...ofRoles(actor, plan, known), ...ofGroups(actor, plan, known)]
}

const isAbove = (actor: Actor, rights: readonly Right[]) =>
  rights.some(({ permissions, namespace }) => lacking(actor, permissions, namespace).length > 0)

function above(actor: Actor, { id, before, wanted }: Plan, { roles, groups }: Known): Found[] {
  if (!before || id === actor.id || !differs(before, wanted)) return []
  const theirs = [
    ...rightsOf(roles, before.roleBindings),
    ...before.memberships.flatMap(({ groupId }) => groups.get(groupId)?.rights ?? []),
  ]
  return isAbove(actor, theirs)
    ? [{ column: 'mail', message: 'holds more than you: ask somebody who does' }]
    : []
}

/** Whether a fact of the person changes that is none of roles or groups, which have their own rule. */
function differs(before: NonNullable<Plan['before']>, wanted: Plan['wanted']): boolean {
  const facts = ['name', 'timeZone', 'language', 'active'] as const
  return (
    facts.some((fact) => before[fact] !== wanted[fact]) ||
    (before.manager?.email ?? null) !== (wanted.manager ?? null)
  )
}

function ofRoles(actor: Actor, { before, wanted }: Plan, { roles }: Known): Found[] {
  const had = before?.roleBindings ?? []
  const [hadKeys, wantedKeys] = [new Set(had.map(grantKey)), new Set(wanted.roles.map(grantKey))]
  const moved = [
    ...had.filter((one) => !wantedKeys.has(grantKey(one))),
    ...wanted.roles.filter((one) => !hadKeys.has(grantKey(one))),
  ]
  return moved.flatMap(({ role, namespace }): Found[] => {
    const name = roles.find(({ id }) => id === role)?.name ?? role
    const where = namespace ?? undefined
    const rights = rightsOf(roles, [{ role, namespace: namespace ?? null }])
    if (can(actor, 'binding:write', { namespace: where }) && !isAbove(actor, rights)) return []
    return [{ column: 'roles', message: `you can neither give nor take ${name}: you do not hold it` }]
  })
}

function ofGroups(actor: Actor, { before, wanted }: Plan, { groups }: Known): Found[] {
  const had = before?.memberships.map(({ group }) => group.slug) ?? []
  const moved = [
    ...had.filter((slug) => !wanted.groups.includes(slug)),
    ...wanted.groups.filter((slug) => !had.includes(slug)),
  ]
  return moved.flatMap((slug): Found[] => {
    const group = groups.get(slug)
    if (!group) return []
    if (can(actor, 'group-member:write', { groupId: group.id }) && !isAbove(actor, group.rights)) return []
    return [{ column: 'groups', message: `you may not say who is in ${slug}` }]
  })
}
