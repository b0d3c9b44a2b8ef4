import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { log } from '#server/log.ts'
import { labelsOf } from '#server/runs/labels.ts'
import { goOnWithBackfill } from '#server/temporal-schedules.ts'
import { transaction } from '#server/transaction.ts'
import { backfillOf, newBackfill, type Backfill } from './backfill-state.ts'
import { clockOf } from './clock-of.ts'
import { findTrigger, type FoundTrigger } from './find-trigger.ts'
import { byKey, printKey, type TriggerKey } from './key.ts'
import { stateView, type TriggerStateView } from './view.ts'

/** More times than this are not counted beforehand. */
const countedAtMost = 20_000

export interface BackfillWish {
  start: Date
  /** Undefined: now. */
  end?: Date
  inputs?: JsonObject
  labels?: Record<string, string>
}

/**
 * Makes up for the times of a schedule between two moments, a hundred at a time.
 * @throws AppError `not-found`, `forbidden`, `invalid` for a trigger without times or a span without any, `conflict` while one goes on
 */
export async function createBackfill(
  actor: Actor,
  key: TriggerKey,
  wish: BackfillWish,
): Promise<TriggerStateView> {
  const found = await findTrigger(actor, key, 'trigger:write')
  const clock = clockOf(found.trigger)
  if (!clock) throw new AppError('invalid', `The trigger ${key.triggerId} has no times to make up for.`)
  const [start, end] = [wish.start.getTime(), (wish.end ?? new Date()).getTime()]
  const total = countOf(clock.next, start, end)
  if (total === 0)
    throw new AppError('invalid', 'The schedule has no time between these moments.', {
      details: [{ path: 'backfill.start', message: 'No time lies between start and end.' }],
    })
  const labels = wish.labels ?? {}
  // reserved ones are refused before anything begins
  labelsOf(found.flow, labels)
  const backfill = newBackfill({ start, end, inputs: wish.inputs, labels, total })
  const view = await change(actor, found, {
    action: 'trigger:backfill',
    decide: (current) => {
      if (current) throw new AppError('conflict', 'A backfill of this trigger goes on already: end it first.')
      return backfill
    },
  })
  await begin(key, backfill)
  return view
}

/** @throws AppError as above; `conflict` where none goes on */
export async function pauseBackfill(actor: Actor, key: TriggerKey): Promise<TriggerStateView> {
  const found = await findTrigger(actor, key, 'trigger:write')
  return change(actor, found, {
    action: 'trigger:pause-backfill',
    decide: (current) => ({ ...demandOne(current), paused: true }),
  })
}

/** @throws AppError as above; `conflict` where none goes on */
export async function unpauseBackfill(actor: Actor, key: TriggerKey): Promise<TriggerStateView> {
  const found = await findTrigger(actor, key, 'trigger:write')
  const view = await change(actor, found, {
    action: 'trigger:unpause-backfill',
    decide: (current) => ({ ...demandOne(current), paused: false }),
  })
  const backfill = backfillOf(found.row.backfill)
  if (backfill) await begin(key, backfill)
  return view
}

/** Ends a backfill; what it started goes on. @throws AppError as above; `conflict` where none goes on */
export async function deleteBackfill(actor: Actor, key: TriggerKey): Promise<TriggerStateView> {
  const found = await findTrigger(actor, key, 'trigger:write')
  return change(actor, found, {
    action: 'trigger:delete-backfill',
    decide: (current) => {
      demandOne(current)
      return null
    },
  })
}

function demandOne(current: Backfill | undefined): Backfill {
  if (!current) throw new AppError('conflict', 'No backfill of this trigger goes on.')
  return current
}

interface Change {
  action: string
  decide(current: Backfill | undefined): Backfill | null
}

/** Under a lock of the row, so that the batch that runs and a person do not write over each other. */
function change(
  actor: Actor,
  { row, trigger }: FoundTrigger,
  { action, decide }: Change,
): Promise<TriggerStateView> {
  const { namespace, flowId, triggerId } = row
  const key = { namespace, flowId, triggerId }
  return transaction(async (tx) => {
    await tx.$executeRaw(Prisma.sql`SELECT 1 FROM "Trigger" WHERE namespace = ${namespace} AND "flowId" = ${flowId}
      AND "triggerId" = ${triggerId} FOR UPDATE`)
    const now = await tx.trigger.findUniqueOrThrow({ where: byKey(key) })
    const next = decide(backfillOf(now.backfill))
    const changed = await tx.trigger.update({
      where: byKey(key),
      data: { backfill: next ?? Prisma.DbNull },
    })
    await audit(tx, actor, { action, subjectType: 'trigger', subjectId: printKey(key) })
    await announce(tx, ['triggers'])
    return stateView(changed, trigger)
  })
}

async function begin({ namespace, flowId, triggerId }: TriggerKey, { id }: Backfill): Promise<void> {
  try {
    await goOnWithBackfill({ namespace, flowId, triggerId, backfillId: id })
  } catch (error) {
    // the row says what is wanted: the sweep starts it
    log().warn({ backfill: id, error: String(error) }, 'A backfill could not be started yet')
  }
}

function countOf(
  next: (after: number) => number | undefined,
  start: number,
  end: number,
): number | undefined {
  let count = 0
  for (let at = next(start - 1); at !== undefined && at <= end; at = next(at))
    if (++count > countedAtMost) return undefined
  return count
}
