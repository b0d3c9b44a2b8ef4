import type { Actor } from '#server/actor.ts'
import { namespacesOf } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'

/** The rooms of the administration, each with what its page reads. */
const permissions = {
  users: 'user:read',
  groups: 'group:read',
  roles: 'role:read',
  'service-accounts': 'service-account:read',
  calendars: 'calendar:read',
  'single-sign-on': 'system:read',
  audit: 'audit:read',
  mail: 'system:read',
} as const satisfies Record<string, Permission>

export type Room = keyof typeof permissions

const rooms = [
  'users',
  'groups',
  'roles',
  'service-accounts',
  'calendars',
  'single-sign-on',
  'audit',
  'mail',
] as const satisfies readonly Room[]

/** What reading people, or the system, gives away is what makes an administration: an author who reads groups has none. */
const opens: readonly Room[] = ['users', 'roles', 'service-accounts', 'single-sign-on', 'audit', 'mail']

const mayEnter = (actor: Actor, room: Room) => namespacesOf(actor, permissions[room]) === 'all'

/** The rooms that the actor may enter; none: for them there is no administration. Who owns a group manages it. */
export function roomsOf(actor: Actor): Room[] {
  if (!opens.some((room) => mayEnter(actor, room)))
    return actor.groups.some(({ owner }) => owner) ? ['groups'] : []
  return rooms.filter((room) => mayEnter(actor, room))
}
