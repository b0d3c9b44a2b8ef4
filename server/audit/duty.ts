import { keepDoing, type Duty } from '#server/duty.ts'
import { purgeAudit } from './purge.ts'
import { sealAudit } from './seal.ts'

const sealEveryMs = 10_000
const purgeEveryMs = 3_600_000

/** Seals what was written down every ten seconds, and every hour removes what is no longer kept. */
export function keepSealing(): Duty {
  let nextPurge = Date.now()
  async function seal() {
    await sealAudit()
    if (Date.now() < nextPurge) return
    nextPurge = Date.now() + purgeEveryMs
    await purgeAudit(new Date())
  }
  return keepDoing(seal, { everyMs: sealEveryMs, failed: 'The audit could not be sealed yet' })
}
