import type { Actor } from '#server/actor.ts'

/** The product itself: schedules, the sweep, the worker. Holds everything; its id is no person's. */
export const systemActor: Actor = {
  id: 'system',
  name: 'System',
  email: 'system@localhost',
  timeZone: 'UTC',
  language: 'en',
  groups: [],
  roles: [{ role: 'admin' }],
  door: 'system',
}
