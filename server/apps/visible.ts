import type { Actor } from '#server/actor.ts'
import { within } from '#server/api/where.ts'
import type { Prisma } from '#server/db.ts'
import { can, couldEver, namespacesOf } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'

type Where = Prisma.AppWhereInput

function inRoots(actor: Actor, permission: Permission): Where {
  const roots = namespacesOf(actor, permission)
  return roots === 'all' ? {} : { OR: roots.flatMap(within) }
}

function forGroups(actor: Actor): Where {
  return {
    OR: [{ groups: { isEmpty: true } }, { groups: { hasSome: actor.groups.map(({ slug }) => slug) } }],
  }
}

/** Who may all of one of them may all: Prisma leaves an empty condition out of an OR, and only the narrower ones would be left. */
export function either(...conditions: Where[]): Where {
  return conditions.some(isEmpty) ? {} : { OR: conditions }
}

function both(...conditions: Where[]): Where {
  const narrowing = conditions.filter((condition) => !isEmpty(condition))
  return narrowing.length === 0 ? {} : { AND: narrowing }
}

const isEmpty = (condition: Where) => Object.keys(condition).length === 0

/** The apps that the actor may use: what `mayUseApp` says of one, as a condition. */
export function usableBy(actor: Actor): Where {
  const seesAll = actor.roles.some(({ role, namespace }) => role === 'admin' && namespace === undefined)
  const own = both(inRoots(actor, 'app:use'), seesAll ? {} : forGroups(actor))
  return couldEver(actor, 'app:use') ? either({ accessType: 'PUBLIC' }, own) : own
}

/** The apps whose sources the actor may read: what `mayReadSource` says of one, as a condition. */
export function readableBy(actor: Actor): Where {
  return both(
    inRoots(actor, 'flow:read'),
    either(inRoots(actor, 'app:write'), both(inRoots(actor, 'app:read'), forGroups(actor))),
  )
}

/** Sources are for those who read flows: everybody else uses apps. One for some groups is hidden from others, but for who may write it. */
export function mayReadSource(actor: Actor, app: { namespace: string; groups: string[] }): boolean {
  const { namespace, groups } = app
  return can(actor, 'flow:read', { namespace }) && can(actor, 'app:read', { namespace, appGroups: groups })
}
