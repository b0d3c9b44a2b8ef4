import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import type { Permission, Subject } from './permissions.ts'
import { permissions } from './permissions.ts'
import { isReadyRole, permissionsOf } from './ready-roles.ts'

/** What a relation to the subject allows, whatever the role. */
const related = {
  requester: [
    'request:read',
    'request:withdraw',
    'request:nudge',
    'request:comment',
    'request:share',
    'file:read',
  ],
  decider: [
    'request:read',
    'request:comment',
    'request:share',
    'request:close',
    'approval:read',
    'approval:decide',
    'file:read',
  ],
  follower: ['request:read', 'request:comment', 'file:read'],
  flowOwner: [
    'request:read',
    'request:comment',
    'request:share',
    'request:close',
    'evidence:export',
    'file:read',
  ],
  owner: ['file:read', 'file:write', 'token:read', 'token:write'],
  groupOwner: ['group:read', 'group-member:write'],
} satisfies Record<string, readonly Permission[]>

/** Whether `namespace` is `root` or below it: `company.team` is below `company`, `companyX` is not. */
export function isWithin(namespace: string, root: string): boolean {
  return namespace === root || namespace.startsWith(`${root}.`)
}

/** What a role that is bound holds: a custom role brings it along, a ready one has it in the code. */
function heldBy(binding: Actor['roles'][number]): readonly string[] {
  return binding.permissions ?? (isReadyRole(binding.role) ? permissionsOf(binding.role) : [])
}

/** Whether a token's scope has the permission at all. */
function inScope({ scope }: Actor, permission: Permission): boolean {
  return scope?.permissions === undefined || scope.permissions.includes(permission)
}

/** The roots that lie within the scope's namespace, and the scope's own where it lies within one. */
function narrowed(roots: 'all' | string[], within: string | undefined): 'all' | string[] {
  if (within === undefined) return roots
  if (roots === 'all' || roots.some((root) => isWithin(within, root))) return [within]
  return roots.filter((root) => isWithin(root, within))
}

function byRelation(actor: Actor, permission: Permission, subject: Subject): boolean {
  if (!inScope(actor, permission)) return false
  const within = actor.scope?.namespace
  // what is in no namespace is one's own: an upload, a token
  if (within !== undefined && subject.namespace !== undefined && !isWithin(subject.namespace, within))
    return false
  const allows = (relation: keyof typeof related) =>
    (related[relation] as readonly string[]).includes(permission)
  if (subject.requesterId === actor.id && allows('requester')) return true
  if (subject.deciderIds?.includes(actor.id) && allows('decider')) return true
  if (subject.followerIds?.includes(actor.id) && allows('follower')) return true
  if (subject.flowOwnerIds?.includes(actor.id) && allows('flowOwner')) return true
  if (subject.ownerId === actor.id && allows('owner')) return true
  if (permission === 'app:use' && subject.openApp !== undefined && isOpenTo(actor, subject.openApp))
    return true
  const { groupId } = subject
  if (groupId === undefined || !allows('groupOwner')) return false
  return actor.groups.some((group) => group.id === groupId && group.owner)
}

/** A public app is open to everybody; a guest is one app's. */
function isOpenTo({ guest }: Actor, appId: string): boolean {
  return guest === undefined || guest.appId === appId
}

/** An app for some groups is hidden from everybody else; those who may write it see it all the same. */
function groupsAllow(actor: Actor, permission: Permission, subject: Subject | undefined): boolean {
  if (permission !== 'app:read' && permission !== 'app:use') return true
  const groups = subject?.appGroups ?? []
  if (groups.length === 0 || actor.groups.some((group) => groups.includes(group.slug))) return true
  return permission === 'app:read' ? can(actor, 'app:write', subject) : isAdmin(actor)
}

function isAdmin(actor: Actor): boolean {
  return actor.roles.some((binding) => binding.role === 'admin' && binding.namespace === undefined)
}

/**
 * Whether the actor may: by a role that holds in the subject's namespace, or by a relation to the subject. All else is denied.
 * Without a namespace in the subject only a role that holds everywhere counts; a list asks `namespacesOf` instead and filters.
 */
export function can(actor: Actor, permission: Permission, subject?: Subject): boolean {
  if (subject && byRelation(actor, permission, subject)) return true
  const namespaces = namespacesOf(actor, permission)
  const here =
    namespaces === 'all' ||
    namespaces.some((root) => subject?.namespace !== undefined && isWithin(subject.namespace, root))
  return here && groupsAllow(actor, permission, subject)
}

function rootsOf(actor: Actor, permission: Permission): 'all' | string[] {
  const roots: string[] = []
  for (const binding of actor.roles) {
    if (!heldBy(binding).includes(permission)) continue
    if (binding.namespace === undefined) return 'all'
    roots.push(binding.namespace)
  }
  return roots
}

/** Roots of the namespaces in which a role of the actor holds the permission: `all`, or a list that may be empty. For filters of lists. */
export function namespacesOf(actor: Actor, permission: Permission): 'all' | string[] {
  return inScope(actor, permission) ? narrowed(rootsOf(actor, permission), actor.scope?.namespace) : []
}

/** Whether there may be any subject at all for which `can` says yes. The router's first, coarse check. */
export function couldEver(actor: Actor, permission: Permission): boolean {
  const byRole = namespacesOf(actor, permission)
  if (byRole === 'all' || byRole.length > 0) return true
  if (!inScope(actor, permission)) return false
  return Object.values(related).some((allowed: readonly Permission[]) => allowed.includes(permission))
}

/** Where the subject is named by the call itself (a namespace and an id), a plain refusal tells nothing new. */
const openlyRefused: readonly Permission[] = [
  'flow:write',
  'execution:create',
  'user:write',
  'group:write',
  'binding:write',
]

/**
 * Passes where `can` says yes.
 * @throws AppError `not-found` where the actor may not even know of the subject, else `forbidden`
 */
export function demand(actor: Actor, permission: Permission, subject?: Subject): void {
  if (can(actor, permission, subject)) return
  const resource = permission.slice(0, permission.indexOf(':'))
  const read = permissions.find((name) => name === `${resource}:read`)
  if (subject && read && !openlyRefused.includes(permission) && !can(actor, read, subject)) {
    throw new AppError('not-found', `There is no such ${resource}, or you may not see it.`)
  }
  throw new AppError('forbidden', `You may not do this: it needs the permission ${permission}.`)
}
