import { startBackfill } from '#server/temporal-schedules.ts'
import { goOnWithBackfills } from './backfill-batch.ts'
import { syncUnsynced } from './sync-schedules.ts'

/** The part of the sweep that looks after triggers: schedules that are not as they should be, backfills that were lost. */
export async function mendTriggers(): Promise<void> {
  await syncUnsynced()
  await goOnWithBackfills(startBackfill)
}
