import type { App } from '#engine/flow/app.ts'
import type { Actor } from '#server/actor.ts'
import { can } from '#server/people/can.ts'

export interface Resumed {
  spec: App
  /** Of the execution. */
  namespace: string
  requesterId?: string
}

/** Who may go on with a paused execution of an app: the groups that it names, and those who may change executions; who asked only where it says so. */
export function mayResume(actor: Actor, { spec, namespace, requesterId }: Resumed): boolean {
  const { groups = [], allowSelf = false } = spec.resume ?? {}
  if (requesterId === actor.id && !allowSelf) return false
  if (actor.groups.some(({ slug }) => groups.includes(slug))) return true
  return can(actor, 'execution:update', { namespace })
}
