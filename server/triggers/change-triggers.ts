import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { log } from '#server/log.ts'
import { transaction } from '#server/transaction.ts'
import { findTrigger } from './find-trigger.ts'
import { byKey, printKey, type TriggerKey } from './key.ts'
import { syncSchedule } from './sync-schedules.ts'
import { stateView, type TriggerStateView } from './view.ts'

/**
 * Switches a trigger on or off, beside what the flow's source says of it.
 * @throws AppError `not-found`, `forbidden`, `conflict` where the source itself disables it
 */
export async function setDisabled(
  actor: Actor,
  key: TriggerKey,
  disabled: boolean,
): Promise<TriggerStateView> {
  const { row, trigger } = await findTrigger(actor, key, 'trigger:write')
  if (!disabled && row.sourceDisabled)
    throw new AppError('conflict', "The flow's source disables this trigger: change it there.")
  const next = await transaction(async (tx) => {
    const changed = await tx.trigger.update({
      where: byKey(key),
      data: {
        disabled,
        updatedAt: new Date(),
        ...(row.source === 'clock' ? { synced: false } : {}),
        ...(disabled ? { nextAt: null } : {}),
      },
    })
    await audit(tx, actor, {
      action: disabled ? 'trigger:disable' : 'trigger:enable',
      subjectType: 'trigger',
      subjectId: printKey(key),
      before: { disabled: row.disabled },
      after: { disabled },
    })
    await announce(tx, ['triggers'])
    return changed
  })
  await settle(key)
  return stateView(next, trigger)
}

/** Frees a trigger that waits for its last execution. @throws AppError `not-found`, `forbidden`, `conflict` where it waits for none */
export async function unlockTrigger(actor: Actor, key: TriggerKey): Promise<TriggerStateView> {
  const { row, trigger } = await findTrigger(actor, key, 'trigger:write')
  if (row.lockedBy === null) throw new AppError('conflict', 'The trigger is not locked.')
  return transaction(async (tx) => {
    const next = await tx.trigger.update({ where: byKey(key), data: { lockedBy: null } })
    await audit(tx, actor, { action: 'trigger:unlock', subjectType: 'trigger', subjectId: printKey(key) })
    await announce(tx, ['triggers'])
    return stateView(next, trigger)
  })
}

/** Sets the schedule of a trigger anew and forgets its last error. @throws AppError `not-found`, `forbidden` */
export async function restartTrigger(actor: Actor, key: TriggerKey): Promise<TriggerStateView> {
  const { row, trigger } = await findTrigger(actor, key, 'trigger:write')
  const next = await transaction(async (tx) => {
    const changed = await tx.trigger.update({
      where: byKey(key),
      data: { error: null, updatedAt: new Date(), synced: row.source !== 'clock' },
    })
    await audit(tx, actor, { action: 'trigger:restart', subjectType: 'trigger', subjectId: printKey(key) })
    await announce(tx, ['triggers'])
    return changed
  })
  await settle(key)
  return stateView(next, trigger)
}

/**
 * Refuses: a trigger goes with its place in the flow, and what became of it with it.
 * @throws AppError `not-found`, `forbidden`, `conflict`
 */
export async function deleteTrigger(actor: Actor, key: TriggerKey): Promise<never> {
  await findTrigger(actor, key, 'trigger:write')
  throw new AppError(
    'conflict',
    `The trigger ${key.triggerId} cannot be deleted, because the flow still declares it: take it out of the flow.`,
  )
}

/** What was changed is stored; a schedule that cannot be reached now is set by the sweep. */
async function settle(key: TriggerKey): Promise<void> {
  try {
    await syncSchedule(key)
  } catch (error) {
    log().warn({ trigger: printKey(key), error: String(error) }, 'A schedule could not be set yet')
  }
}
