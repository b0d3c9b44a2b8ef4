import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { readRole, roleDetail } from './stored-role.ts'
import type { RoleDetail } from './view.ts'

/** One role with what it holds. @throws AppError `forbidden`, `not-found` */
export async function getRole(actor: Actor, id: string): Promise<RoleDetail> {
  demand(actor, 'role:read')
  const role = await readRole(id)
  return roleDetail(role, await db.roleBinding.count({ where: { role: id } }))
}
