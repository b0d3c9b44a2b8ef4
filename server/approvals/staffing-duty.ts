import { log } from '#server/log.ts'
import { staffApprovals } from './staff-approvals.ts'

const everyMs = 5_000

/** Looks every five seconds whether who is asked is there; an outage is waited for. */
export function keepStaffing(): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const turn = async () => {
    try {
      await staffApprovals()
    } catch (error) {
      log().warn({ error: String(error) }, 'Open approvals could not be looked at yet')
    } finally {
      running = undefined
    }
  }
  const timer = setInterval(() => {
    running ??= turn()
  }, everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
