import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { uniqueConflict } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { roles, type Permission } from '#server/people/permissions.ts'
import { transaction } from '#server/transaction.ts'
import { demandHeld } from './held.ts'
import { ofRow, readRole, roleDetail } from './stored-role.ts'
import type { RoleDetail, StoredRole } from './view.ts'

/** What somebody writes of a custom role. */
export interface RoleGiven {
  name: string
  description: string
  permissions: readonly Permission[]
}

const auditable = ({ name, description, permissions }: RoleGiven) => ({
  name,
  description,
  permissions: [...permissions],
})

function demandOwnName(name: string): void {
  if ((roles as readonly string[]).includes(name.toLowerCase())) throw nameTaken(name)
}

function nameTaken(name: string): AppError {
  return new AppError('conflict', `There is a role ${name} already. Give this one another name.`, {
    details: [{ path: 'name', message: 'is taken' }],
  })
}

async function orNameTaken<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!uniqueConflict(error)?.includes('name')) throw error
    throw nameTaken(name)
  }
}

/**
 * Makes a role of what the actor holds everywhere.
 * @throws AppError `forbidden`, also for a permission that the actor lacks; `conflict` for a name that is taken
 */
export async function createRole(actor: Actor, given: RoleGiven): Promise<RoleDetail> {
  demand(actor, 'role:write')
  demandHeld(actor, given.permissions)
  demandOwnName(given.name)
  const id = randomBytes(16).toString('base64url')
  return orNameTaken(given.name, () =>
    transaction(async (tx) => {
      const row = await tx.customRole.create({ data: { id, ...given, permissions: [...given.permissions] } })
      await audit(tx, actor, {
        action: 'role:create',
        subjectType: 'role',
        subjectId: id,
        after: auditable(given),
      })
      return roleDetail(ofRow(row), 0)
    }),
  )
}

/** What changes hands with the change: given to, or taken from, all who have the role. */
function difference(before: StoredRole, given: RoleGiven): Permission[] {
  return [
    ...given.permissions.filter((permission) => !before.permissions.includes(permission)),
    ...before.permissions.filter((permission) => !given.permissions.includes(permission)),
  ]
}

/**
 * Changes a custom role, at once for all who have it.
 * @throws AppError `forbidden`, also for a permission that the actor lacks; `not-found`; `conflict` for a ready role or a name that is taken
 */
export async function updateRole(actor: Actor, id: string, given: RoleGiven): Promise<RoleDetail> {
  demand(actor, 'role:write')
  demandOwnName(given.name)
  return orNameTaken(given.name, () =>
    transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "CustomRole" WHERE id = ${id} FOR UPDATE`
      const before = await readRole(id, tx)
      if (before.isManaged)
        throw new AppError('conflict', 'A ready role cannot be changed: make one of your own.')
      demandHeld(actor, difference(before, given))
      const row = await tx.customRole.update({
        where: { id },
        data: { ...given, permissions: [...given.permissions], updatedAt: new Date() },
      })
      await audit(tx, actor, {
        action: 'role:write',
        subjectType: 'role',
        subjectId: id,
        before: auditable(before),
        after: auditable(given),
      })
      return roleDetail(ofRow(row), await tx.roleBinding.count({ where: { role: id } }))
    }),
  )
}
