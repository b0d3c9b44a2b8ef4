import { log } from '#server/log.ts'
import { mailSettings, type MailSettings } from './settings.ts'
import type { Delivery } from './transport.ts'

const batch = 100
/** Seconds in which nobody else takes what was claimed; a worker that died with it lets it go to another one then. */
export const leaseSeconds = 180
const longestPauseMs = 2 * 60 * 1000

/** What a row of a table of mails has. */
interface Claimed {
  id: string
  until: Date
  /** This one counted. */
  attempts: number
}

/** What is written to it afterwards; with a `state` it is over, and nothing secret of it is kept. */
export interface MailChange {
  state?: 'sent' | 'refused' | 'dropped'
  error: string | null
  dueAt?: Date
}

/** A table of mails that wait for the mail server. */
export interface MailQueue<C extends Claimed> {
  /** Takes one that is due, for as long as the lease. */
  claim(): Promise<C | undefined>
  /** Why it is not to be sent any more, where that is so. */
  droppedFor?(mail: C): string | undefined
  attempt(settings: MailSettings, mail: C): Promise<Delivery>
  /** Writes it to one that still waits. */
  change(id: string, change: MailChange): Promise<unknown>
  /** For the log: whom a mail goes to is in the table. */
  named(mail: C): Record<string, string>
}

/**
 * Sends what is due, one after another, and says what became of it. Several workers may do so at once: each mail is taken by
 * one. Where the server cannot be reached the rest waits too.
 * @returns how many were sent
 */
export async function sendDue<C extends Claimed>(queue: MailQueue<C>): Promise<number> {
  const settings = mailSettings()
  let sent = 0
  for (let taken = 0; settings && taken < batch; taken++) {
    const mail = await queue.claim()
    if (!mail) break
    const result = await send(queue, settings, mail)
    if (result === 'sent') sent++
    if (result === 'failed') break
  }
  return sent
}

async function send<C extends Claimed>(
  queue: MailQueue<C>,
  settings: MailSettings,
  mail: C,
): Promise<Delivery['outcome'] | 'dropped'> {
  const { id, until, attempts } = mail
  const end = async <S extends 'sent' | 'refused' | 'dropped'>(
    state: S,
    error: string | null,
  ): Promise<S> => {
    await queue.change(id, { state, error })
    return state
  }
  if (until < new Date()) return end('dropped', 'Its time was over before the server took it.')
  const reason = queue.droppedFor?.(mail)
  if (reason !== undefined) return end('dropped', reason)
  const delivery = await queue.attempt(settings, mail)
  if (delivery.outcome === 'sent') return end('sent', delivery.note ?? null)
  const { outcome, error } = delivery
  log().warn({ ...queue.named(mail), attempts, error }, `A mail was not sent: ${outcome}`)
  if (outcome === 'refused') return end('refused', error)
  const pauseMs = Math.min(1000 * 2 ** attempts, longestPauseMs)
  await queue.change(id, { error, dueAt: new Date(Date.now() + pauseMs) })
  return 'failed'
}
