import { log } from '#server/log.ts'
import { purgeAudit } from './purge.ts'
import { sealAudit } from './seal.ts'

const sealEveryMs = 10_000
const purgeEveryMs = 3_600_000

/** Seals what was written down every ten seconds, and every hour removes what is no longer kept; an outage is waited for. */
export function keepSealing(): { stop(): Promise<void> } {
  let nextPurge = Date.now()
  let running: Promise<void> | undefined
  const turn = async () => {
    try {
      await sealAudit()
      if (Date.now() < nextPurge) return
      nextPurge = Date.now() + purgeEveryMs
      await purgeAudit(new Date())
    } catch (error) {
      log().warn({ error: String(error) }, 'The audit could not be sealed yet')
    } finally {
      running = undefined
    }
  }
  const timer = setInterval(() => {
    running ??= turn()
  }, sealEveryMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
