import { log } from '#server/log.ts'
import { sendMessages } from './send-messages.ts'

const everyMs = 1_000

/** Tells channels what waits, every second; beside the mails, so that a chat that does not answer holds none of them up. */
export function keepTelling(): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const turn = async () => {
    try {
      await sendMessages()
    } catch (error) {
      log().warn({ error: String(error) }, 'Channels could not be told yet')
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
