import { log } from './log.ts'

interface DutyOptions {
  everyMs: number
  /** What is told where it cannot be done now. */
  failed: string
}

export interface Duty {
  /** Resolves when what is being done has ended. */
  stop(): Promise<void>
}

/** Does something again and again, never twice at a time; an outage is told, and waited for. */
export function keepDoing(work: () => Promise<unknown>, { everyMs, failed }: DutyOptions): Duty {
  let running: Promise<void> | undefined
  const turn = async () => {
    try {
      await work()
    } catch (error) {
      log().warn({ error: String(error) }, failed)
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
