import { keepDoing, type Duty } from '#server/duty.ts'
import { sendMessages } from './send-messages.ts'

/** Tells channels what waits, every second; beside the mails, so that a chat that does not answer holds none of them up. */
export function keepTelling(): Duty {
  return keepDoing(sendMessages, { everyMs: 1_000, failed: 'Channels could not be told yet' })
}
