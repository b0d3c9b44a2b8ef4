/** Everything that can be allowed, spelled `resource:verb`. */
export const permissions = [
  'flow:read',
  'flow:write',
  'flow:delete',
  'execution:read',
  'execution:create',
  'execution:update',
  'execution:kill',
  'execution:delete',
  'log:read',
  'log:delete',
  'kv:read',
  'kv:write',
  'kv:delete',
  'namespace:read',
  'namespace:write',
  'namespace:delete',
  'namespace-file:read',
  'namespace-file:write',
  'namespace-file:delete',
  'secret:read',
  'secret:write',
  'secret:delete',
  'trigger:read',
  'trigger:write',
  'app:read',
  'app:use',
  'app:write',
  'request:read',
  'request:withdraw',
  'request:nudge',
  'request:comment',
  'request:share',
  'request:close',
  'approval:read',
  'approval:decide',
  'approval:oversee',
  'evidence:export',
  'file:read',
  'file:write',
  'user:read',
  'user:write',
  'group:read',
  'group:write',
  'group-member:write',
  'role:read',
  'role:write',
  'binding:read',
  'binding:write',
  'service-account:read',
  'service-account:write',
  'token:read',
  'token:write',
  'calendar:read',
  'calendar:write',
  'audit:read',
  'system:read',
  'system:write',
] as const
export type Permission = (typeof permissions)[number]

/** Ready roles, from the least to the most. A relation (requester, decider …) can allow what no role does. */
export const roles = ['requester', 'approver', 'viewer', 'launcher', 'engineer', 'admin'] as const
export type Role = (typeof roles)[number]

/** What a permission is asked for; the relations of the actor to it are read from here. */
export interface Subject {
  namespace?: string
  /** Of the request. */
  requesterId?: string
  /** People who decide, or have decided, in it. */
  deciderIds?: readonly string[]
  /** People whom others let see the request; who follows it by their own wish is not among them. */
  followerIds?: readonly string[]
  /** Members of the group that owns the request's flow. */
  flowOwnerIds?: readonly string[]
  /** Person whom the thing belongs to: a token, a notice, an upload. */
  ownerId?: string
  /** Id of the group that it is about: who owns it may manage who is in it. */
  groupId?: string
  /** Slugs of the groups that may use an app; empty: everybody signed in. */
  appGroups?: readonly string[]
  /** Id of an app that is open to everybody, by its public address. */
  openApp?: string
}
