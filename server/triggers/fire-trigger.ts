import type { Clock } from '#engine/catalog/trigger-host.ts'
import { db } from '#server/db.ts'
import { nextTime, startAtTime } from './at-time.ts'
import { clockOf } from './clock-of.ts'
import { isOn, loadTrigger, type FoundTrigger } from './find-trigger.ts'
import { byKey, type TriggerKey } from './key.ts'
import { isAuthors, noteError } from './note.ts'

/** Up to here a time is on time: the machine was busy, nothing was missed. Milliseconds. */
const onTimeMs = 30_000

/** What became of a time: for the history of its workflow. */
export type Fired = 'inserted' | 'exists' | 'locked' | 'not-now' | 'passed-over' | 'off' | 'refused'

/**
 * What a schedule does at one of its times: starts an execution, or not. May be called again for the same time.
 * @param at the time that was meant, epoch milliseconds
 */
export async function fireTrigger(key: TriggerKey, at: number, now = Date.now()): Promise<Fired> {
  const found = await loadTrigger(key)
  const clock = found && clockOf(found.trigger)
  if (!found || !clock || !isOn(found.row) || !(await isInUse(found))) return 'off'
  // the schedule may come more often than the cron expression means, where a clock is put back
  if (!clock.fires(at) || isPassedOver(clock, at, now)) return 'passed-over'
  try {
    return await startAtTime(found, clock, { at })
  } catch (error) {
    if (!isAuthors(error)) throw error
    await noteError(key, error)
    return 'refused'
  } finally {
    await noteNext(found, clock, now)
  }
}

async function isInUse({ flow }: FoundTrigger): Promise<boolean> {
  const { namespace, id } = flow
  const row = await db.flow.findUnique({ where: { namespace_id: { namespace, id } } })
  return row !== null && !row.deleted && !row.disabled
}

function isPassedOver(clock: Clock, at: number, now: number): boolean {
  const late = now - at
  if (clock.latestMs !== undefined && late > clock.latestMs) return true
  if (late <= onTimeMs || clock.missed === 'ALL') return false
  if (clock.missed === 'NONE') return true
  const later = clock.next(at)
  return later !== undefined && later <= now
}

async function noteNext(found: FoundTrigger, clock: Clock, now: number): Promise<void> {
  const next = await nextTime(found, clock, now)
  await db.trigger.updateMany({
    where: { ...byKey(found.row).namespace_flowId_triggerId, disabled: false, removed: false },
    data: { nextAt: next === undefined ? null : new Date(next), evaluatedAt: new Date() },
  })
}
