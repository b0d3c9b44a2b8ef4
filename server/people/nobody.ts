import type { Actor } from '#server/actor.ts'

/** Who calls a public row: may do nothing. */
export const nobody: Actor = {
  id: 'nobody',
  name: 'Nobody',
  email: '',
  timeZone: 'UTC',
  language: 'en',
  groups: [],
  roles: [],
  door: 'api',
}
