import { permissions, type Permission, type Role } from './permissions.ts'

const usesApps: readonly Permission[] = ['app:read', 'app:use', 'file:write']

const reads: readonly Permission[] = [
  'app:read',
  'flow:read',
  'execution:read',
  'log:read',
  'kv:read',
  'namespace:read',
  'namespace-file:read',
  'trigger:read',
  'request:read',
  'approval:read',
  'file:read',
  'group:read',
  'calendar:read',
]

/** What each ready role holds in the namespaces it is bound to. What is one's own comes from relations, not from here. */
const held: Record<Role, readonly Permission[]> = {
  requester: usesApps,
  approver: usesApps,
  viewer: reads,
  launcher: [
    ...usesApps,
    'flow:read',
    'execution:read',
    'execution:create',
    'log:read',
    'trigger:read',
    'namespace:read',
    'file:read',
  ],
  engineer: [
    ...usesApps,
    ...reads.filter((permission) => permission !== 'app:read'),
    'app:write',
    'request:comment',
    'request:share',
    'request:close',
    'flow:write',
    'flow:delete',
    'execution:create',
    'execution:update',
    'execution:kill',
    'execution:delete',
    'log:delete',
    'kv:write',
    'kv:delete',
    'namespace:write',
    'namespace:delete',
    'namespace-file:write',
    'namespace-file:delete',
    'secret:read',
    'secret:write',
    'secret:delete',
    'trigger:write',
  ],
  admin: permissions,
}

/** What a ready role holds. */
export function permissionsOf(role: Role): readonly Permission[] {
  return held[role]
}

/** Whether the name is that of a role that is in the code. */
export function isReadyRole(name: string): name is Role {
  return Object.hasOwn(held, name)
}
