import type { Flow, Trigger } from '#engine/flow/flow.ts'
import type { Trigger as TriggerRow } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { can, demand } from '#server/people/can.ts'
import { byKey, triggerOf, type TriggerKey } from './key.ts'

export interface FoundTrigger {
  row: TriggerRow
  flow: Flow
  trigger: Trigger
}

/** A trigger of the newest revision, for the product's own use; undefined where there is none any more. */
export async function loadTrigger(key: TriggerKey): Promise<FoundTrigger | undefined> {
  const row = await db.trigger.findUnique({ where: byKey(key) })
  if (!row || row.removed) return undefined
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  return { row, flow, trigger: triggerOf(flow, row.triggerId) }
}

/**
 * A trigger that the actor may do this with.
 * @throws AppError `not-found` where it is not, or the actor may not know of it; `forbidden` where they may only read it
 */
export async function findTrigger(
  actor: Actor,
  key: TriggerKey,
  permission: 'trigger:read' | 'trigger:write',
): Promise<FoundTrigger> {
  const subject = { namespace: key.namespace }
  const found = can(actor, 'trigger:read', subject) ? await loadTrigger(key) : undefined
  if (!found)
    throw new AppError(
      'not-found',
      `There is no trigger ${key.triggerId} of ${key.namespace}.${key.flowId}, or you may not see it.`,
    )
  demand(actor, permission, subject)
  return found
}

export function isOn({
  disabled,
  sourceDisabled,
  removed,
}: Pick<TriggerRow, 'disabled' | 'sourceDisabled' | 'removed'>): boolean {
  return !disabled && !sourceDisabled && !removed
}
