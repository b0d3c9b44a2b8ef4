import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { mailSettings } from './settings.ts'
import type { MailState } from './view.ts'

/** How mail is sent, what waits, and what went wrong last. @throws AppError `forbidden` */
export async function readMail(actor: Actor): Promise<MailState> {
  demand(actor, 'system:read')
  const [waiting, letters, sent, lastError] = await Promise.all([
    db.mail.count({ where: { state: 'waiting' } }),
    db.letter.count({ where: { state: 'waiting' } }),
    lastSent(),
    lastFailed(),
  ])
  return { ...described(), waiting: waiting + letters, lastSentAt: sent?.toISOString(), lastError }
}

const newest = { triedAt: { sort: 'desc', nulls: 'last' } } as const

async function lastSent(): Promise<Date | undefined> {
  const wish = { where: { state: 'sent' }, orderBy: newest, select: { triedAt: true } }
  const sent = await Promise.all([db.mail.findFirst(wish), db.letter.findFirst(wish)])
  return sent
    .flatMap((one) => one?.triedAt ?? [])
    .sort(newestFirst)
    .at(0)
}

async function lastFailed(): Promise<MailState['lastError']> {
  const select = { triedAt: true, error: true, state: true }
  const isTried = { triedAt: { not: null }, error: { not: null } }
  const [mail, letter] = await Promise.all([
    db.mail.findFirst({
      where: { ...isTried, state: { in: ['waiting', 'refused'] } },
      orderBy: newest,
      select: { ...select, kind: true },
    }),
    // one that was sent may not have reached all of its people
    db.letter.findFirst({ where: isTried, orderBy: newest, select: { ...select, executionId: true } }),
  ])
  const found = [mail, letter && { ...letter, kind: 'letter' }]
  return found
    .flatMap((one) => {
      if (!one?.triedAt) return []
      const { triedAt, error, state, ...more } = one
      return [{ at: triedAt.toISOString(), message: error ?? '', again: state === 'waiting', ...more }]
    })
    .sort((a, b) => newestFirst(new Date(a.at), new Date(b.at)))
    .at(0)
}

function newestFirst(a: Date, b: Date): number {
  return b.getTime() - a.getTime()
}

function described(): Pick<MailState, 'server' | 'sender'> {
  const settings = mailSettings()
  if (!settings) return {}
  const { host, port, secure, user } = settings.server
  const { name, address } = settings.from
  return {
    server: { host, port, protocol: secure ? 'smtps' : 'smtp', account: user !== undefined },
    sender: `${name} <${address}>`,
  }
}
