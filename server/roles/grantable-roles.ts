import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { can } from '#server/people/can.ts'
import { lacking } from './held.ts'
import { ofRow, readyRoles } from './stored-role.ts'

/** A role that can be given. */
export interface RoleChoice {
  id: string
  name: string
}

/** Roles that the actor may give to others, everywhere; none for who may give none. */
export async function grantableRoles(actor: Actor): Promise<RoleChoice[]> {
  if (!can(actor, 'binding:write')) return []
  const rows = await db.customRole.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return [...readyRoles(), ...rows.map(ofRow)]
    .filter(({ permissions }) => lacking(actor, permissions).length === 0)
    .map(({ id, name }) => ({ id, name }))
}
