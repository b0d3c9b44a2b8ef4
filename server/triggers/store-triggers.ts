import type { Flow, Trigger } from '#engine/flow/flow.ts'
import { listeners } from '#generated/catalog/listeners.ts'
import { triggerSpecs } from '#generated/catalog/specs.ts'
import type { Tx } from '#server/db.ts'
import { clockOf } from './clock-of.ts'
import { newBackfill } from './backfill-state.ts'
import { byKey } from './key.ts'
import { nudgeSchedules } from './nudge-schedules.ts'

/**
 * Makes the rows of a flow's triggers what its newest revision says, in the transaction that publishes it. What a person
 * switched off stays off. Durable schedules follow after the commit.
 */
export async function storeTriggers(tx: Tx, flow: Flow): Promise<void> {
  const { namespace, id: flowId } = flow
  const before = await tx.trigger.findMany({ where: { namespace, flowId } })
  const known = new Map(before.map((row) => [row.triggerId, row]))
  for (const trigger of flow.triggers) {
    const key = { namespace, flowId, triggerId: trigger.id }
    const row = rowOf(flow, trigger)
    const old = known.get(trigger.id)
    const isNew = !old || old.removed || old.type !== trigger.type
    const backfill = isNew ? firstBackfill(trigger) : undefined
    const fresh = { disabled: false, lastAt: null, lastExecutionId: null, evaluatedAt: null, lockedBy: null }
    await tx.trigger.upsert({
      where: byKey(key),
      create: { ...key, ...row, backfill },
      update: { ...row, ...(isNew ? fresh : {}), ...(backfill ? { backfill } : {}) },
    })
  }
  await removeTriggers(tx, { namespace, flowId, except: flow.triggers.map(({ id }) => id) })
}

/** Takes triggers out of use; the rows go when their schedules are gone. */
export async function removeTriggers(
  tx: Tx,
  { namespace, flowId, except = [] }: { namespace: string; flowId: string; except?: string[] },
): Promise<void> {
  const where = { namespace, flowId, triggerId: { notIn: except } }
  await tx.trigger.deleteMany({ where: { ...where, source: { not: 'clock' } } })
  await tx.trigger.updateMany({
    where: { ...where, source: 'clock' },
    data: { removed: true, synced: false, nextAt: null, updatedAt: new Date() },
  })
  await tx.triggerMemory.deleteMany({ where })
  nudgeSchedules()
}

function rowOf(flow: Flow, trigger: Trigger) {
  const clock = clockOf(trigger)
  const sourceDisabled = trigger.disabled || flow.disabled
  const next = clock && !sourceDisabled ? clock.next(Date.now()) : undefined
  return {
    type: trigger.type,
    source: triggerSpecs[trigger.type]?.source ?? 'call',
    flowRevision: flow.revision,
    sourceDisabled,
    states: [...(listeners[trigger.type]?.(trigger.properties).states ?? [])],
    stopAfter: trigger.stopAfter ?? [],
    removed: false,
    synced: clock === undefined,
    nextAt: next === undefined ? null : new Date(next),
    error: null,
    updatedAt: new Date(),
  }
}

/** What the source itself asks to be made up for. */
function firstBackfill(trigger: Trigger) {
  const start = clockOf(trigger)?.backfillFrom
  return start === undefined || trigger.disabled ? undefined : newBackfill({ start, end: Date.now() })
}
