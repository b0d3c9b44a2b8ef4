import { log } from '#server/log.ts'
import { syncUnsynced } from './sync-schedules.ts'

/** The transaction that changed the rows has ended by then, as a rule. Milliseconds. */
const soonMs = 30
let waiting: NodeJS.Timeout | undefined

/** Has durable schedules follow their rows in a moment; what is not committed by then waits for the sweep. */
export function nudgeSchedules(): void {
  if (waiting) return
  waiting = setTimeout(() => {
    waiting = undefined
    syncUnsynced().catch((error: unknown) => {
      log().warn({ error: String(error) }, 'Schedules are set by the sweep')
    })
  }, soonMs)
  waiting.unref()
}
