import { createHash } from 'node:crypto'
import type { Flow, Trigger } from '#engine/flow/flow.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'

/** What names a trigger, in the API and in the database. */
export interface TriggerKey {
  namespace: string
  flowId: string
  triggerId: string
}

export function printKey({ namespace, flowId, triggerId }: TriggerKey): string {
  return `${namespace}/${flowId}/${triggerId}`
}

/** The row of a key, for Prisma. */
export function byKey(key: TriggerKey): { namespace_flowId_triggerId: TriggerKey } {
  const { namespace, flowId, triggerId } = key
  return { namespace_flowId_triggerId: { namespace, flowId, triggerId } }
}

/** @throws AppError `not-found` */
export function triggerOf(flow: Flow, triggerId: string): Trigger {
  const trigger = flow.triggers.find(({ id }) => id === triggerId)
  if (!trigger)
    throw new AppError('not-found', `The flow ${flow.namespace}.${flow.id} has no trigger ${triggerId}.`)
  return trigger
}

/**
 * The id of the execution that a trigger starts for a cause. The same cause has the same id, so that it starts nothing twice.
 * @param cause `time 2027-01-01T00:00:00.000Z`, `execution <id> <generation> <state>` …
 */
export function derivedId(key: TriggerKey, cause: string): string {
  // its workflow has the same id, and other installations may share the Temporal
  const place = [env().FORMWORK_TASK_QUEUE, printKey(key), cause].join('\n')
  const hash = createHash('sha256').update(place).digest('base64url')
  // a capital tells it from a namespace
  return `T${hash.replace(/[-_]/g, '0').slice(0, 21)}`
}
