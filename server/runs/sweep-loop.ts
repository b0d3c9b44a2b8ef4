import { AppError } from '#server/errors.ts'
import { purgeDrafts } from '#server/drafts/delete-draft.ts'
import { purgeGuests } from '#server/guests/purge-guests.ts'
import { purgeUploads } from '#server/files/uploads.ts'
import { log } from '#server/log.ts'
import { sweep } from './sweep.ts'

const purgeEveryMs = 3_600_000

export interface SweepLoop {
  /** Resolves when the sweep that runs has ended. */
  stop(): Promise<void>
}

/** Sweeps every `everyMs` milliseconds; an outage is waited for. */
export function startSweep(everyMs = 3_000): SweepLoop {
  let stopped = false
  let nextPurge = Date.now()
  let wake = (): void => undefined
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async () => {
    while (!stopped) {
      await rest()
      if (stopped) return
      try {
        await sweep()
        if (Date.now() > nextPurge) {
          nextPurge = Date.now() + purgeEveryMs
          // first the drafts: what only they held goes with the uploads
          await purgeDrafts(new Date())
          await purgeUploads(new Date())
          await purgeGuests(new Date())
        }
      } catch (error) {
        const outage = error instanceof AppError && error.code === 'unavailable'
        if (!outage) log().error({ error: String(error) }, 'The sweep failed')
      }
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
