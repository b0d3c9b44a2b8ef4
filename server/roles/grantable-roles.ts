import type { Actor } from '#server/actor.ts'
import { can } from '#server/people/can.ts'
import { lacking } from './held.ts'
import { listedRoles } from './stored-role.ts'

/** A role that can be given. */
export interface RoleChoice {
  id: string
  name: string
}

/** Roles that the actor may give to others, everywhere; none for who may give none. */
export async function grantableRoles(actor: Actor): Promise<RoleChoice[]> {
  if (!can(actor, 'binding:write')) return []
  return (await listedRoles())
    .filter(({ permissions }) => lacking(actor, permissions).length === 0)
    .map(({ id, name }) => ({ id, name }))
}
