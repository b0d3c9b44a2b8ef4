import type { Permission } from '#server/people/permissions.ts'

/** A role as a list shows it. */
export interface RoleSummary {
  /** Of a ready role its name; else random. */
  id: string
  name: string
  description: string
  /** Whether it is in the code and cannot be changed. */
  isManaged: boolean
  isDefault: false
  permissionCount: number
  /** How often it is given to somebody, or to a group. */
  bindingCount: number
}

/** A role with what it holds: verbs by resource, `{flow: ['read', 'write']}`. */
export interface RoleDetail extends RoleSummary {
  permissions: Record<string, string[]>
}

/** A role as it is stored, ready or custom. */
export interface StoredRole {
  id: string
  name: string
  description: string
  isManaged: boolean
  permissions: readonly Permission[]
}

/** A role that is given to somebody, for everything or for a namespace and all below it. */
export interface BindingDetail {
  id: string
  type: 'USER' | 'GROUP'
  namespace?: string
  role: { id: string; name: string }
  user?: { id: string; username: string; displayName: string }
  group?: { id: string; name: string }
}
