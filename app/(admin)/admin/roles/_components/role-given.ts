import { permissions, type Permission } from '#server/people/permissions.ts'
import type { RoleDetail } from '#server/roles/view.ts'

/** REST path of the list. */
export const rolesPath = '/roles'

/** What a role holds, as `resource:verb`. */
export function permissionsOfRole(role: Pick<RoleDetail, 'permissions'>): Permission[] {
  return permissions.filter((permission) => {
    const [resource = '', verb = ''] = permission.split(':')
    return role.permissions[resource]?.includes(verb) ?? false
  })
}

/** All permissions by resource, in their order. */
export const byResource: readonly { resource: string; permissions: Permission[] }[] = [
  ...new Set(permissions.map((permission) => permission.slice(0, permission.indexOf(':')))),
].map((resource) => ({
  resource,
  permissions: permissions.filter((permission) => permission.startsWith(`${resource}:`)),
}))
