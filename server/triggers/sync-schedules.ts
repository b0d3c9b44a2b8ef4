import { db } from '#server/db.ts'
import { log } from '#server/log.ts'
import { putSchedule, removeSchedule } from '#server/temporal-schedules.ts'
import { nextTime } from './at-time.ts'
import { clockOf } from './clock-of.ts'
import { isOn, loadTrigger } from './find-trigger.ts'
import { byKey, printKey, type TriggerKey } from './key.ts'

/**
 * Makes a trigger's durable schedule what its row says: there while it is on, gone otherwise. Safe to call at any time.
 * @throws AppError `unavailable`
 */
export async function syncSchedule(key: TriggerKey): Promise<void> {
  const row = await db.trigger.findUnique({ where: byKey(key) })
  if (!row || row.source !== 'clock') return
  const found = isOn(row) ? await loadTrigger(key) : undefined
  const clock = found && clockOf(found.trigger)
  if (found && clock) {
    await putSchedule(key, { ...clock, calendars: clock.calendars(Date.now()) })
    const next = await nextTime(found, clock, Date.now())
    await db.trigger.updateMany({
      where: { ...key, updatedAt: row.updatedAt },
      data: { synced: true, syncedAt: new Date(), nextAt: next === undefined ? null : new Date(next) },
    })
    return
  }
  await removeSchedule(key)
  const mine = { ...key, updatedAt: row.updatedAt }
  if (row.removed) await db.trigger.deleteMany({ where: { ...mine, removed: true } })
  else
    await db.trigger.updateMany({ where: mine, data: { synced: true, syncedAt: new Date(), nextAt: null } })
}

/** Every schedule that is not as its row says, a hundred at a time. What cannot be done now is done by the next sweep. */
export async function syncUnsynced(): Promise<void> {
  const rows = await db.trigger.findMany({
    where: { synced: false },
    select: { namespace: true, flowId: true, triggerId: true },
    orderBy: { updatedAt: 'asc' },
    take: 100,
  })
  for (const key of rows) {
    try {
      await syncSchedule(key)
    } catch (error) {
      log().warn({ trigger: printKey(key), error: String(error) }, 'A schedule could not be set yet')
    }
  }
}
