import { db, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { permissions, roles, type Permission } from '#server/people/permissions.ts'
import { isReadyRole, permissionsOf } from '#server/people/ready-roles.ts'
import type { RoleDetail, StoredRole } from './view.ts'

interface CustomRow {
  id: string
  name: string
  description: string
  permissions: string[]
}

/** What the ready roles are for, in the API; pages have texts of their own. */
const texts = {
  requester: 'Uses apps and follows their requests',
  approver: 'Uses apps and decides where a flow asks',
  viewer: 'Reads flows, executions, logs and values, and changes nothing',
  launcher: 'Starts flows and sees their executions',
  engineer: 'Writes flows and apps, sees and steers every execution',
  admin: 'All of it, people and rights too',
} as const

/** Permissions that there are; what an earlier version allowed and this one has not is left out. */
export function known(names: readonly string[]): Permission[] {
  return permissions.filter((permission) => names.includes(permission))
}

/** A row of the table as a role. */
export function ofRow({ id, name, description, permissions: held }: CustomRow): StoredRole {
  return { id, name, description, isManaged: false, permissions: known(held) }
}

/** The roles that are in the code. */
export function readyRoles(): StoredRole[] {
  return roles.map((id) => ({
    id,
    name: id,
    description: texts[id],
    isManaged: true,
    permissions: permissionsOf(id),
  }))
}

/** All roles, the ready ones first. Asks for no permission. */
export async function listedRoles(tx: Tx = db): Promise<StoredRole[]> {
  const rows = await tx.customRole.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return [...readyRoles(), ...rows.map(ofRow)]
}

/** A role by its id; undefined: there is none. */
export async function findRole(id: string, tx: Tx = db): Promise<StoredRole | undefined> {
  if (isReadyRole(id)) return readyRoles().find((role) => role.id === id)
  const row = await tx.customRole.findUnique({ where: { id } })
  return row ? ofRow(row) : undefined
}

/** @throws AppError `not-found` */
export async function readRole(id: string, tx: Tx = db): Promise<StoredRole> {
  const role = await findRole(id, tx)
  if (!role) throw new AppError('not-found', 'There is no such role.')
  return role
}

/** The role as the API shows it. */
export function roleDetail(role: StoredRole, bindingCount: number): RoleDetail {
  const byResource: Record<string, string[]> = {}
  for (const permission of role.permissions) {
    const [resource = '', verb = ''] = permission.split(':')
    ;(byResource[resource] ??= []).push(verb)
  }
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    isManaged: role.isManaged,
    isDefault: false,
    permissionCount: role.permissions.length,
    bindingCount,
    permissions: byResource,
  }
}
