import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { mailSettings } from './settings.ts'
import type { MailState } from './view.ts'

/** How mail is sent, what waits, and what went wrong last. @throws AppError `forbidden` */
export async function readMail(actor: Actor): Promise<MailState> {
  demand(actor, 'system:read')
  const [waiting, letters, sent, failed] = await Promise.all([
    db.mail.count({ where: { state: 'waiting' } }),
    db.letter.count({ where: { state: 'waiting' } }),
    db.mail.findFirst({
      where: { state: 'sent' },
      orderBy: { triedAt: 'desc' },
      select: { triedAt: true },
    }),
    db.mail.findFirst({
      where: { state: { in: ['waiting', 'refused'] }, error: { not: null } },
      orderBy: { triedAt: 'desc' },
      select: { triedAt: true, kind: true, error: true, state: true },
    }),
  ])
  return {
    ...described(),
    waiting: waiting + letters,
    lastSentAt: sent?.triedAt?.toISOString(),
    lastError: failed?.triedAt
      ? {
          at: failed.triedAt.toISOString(),
          kind: failed.kind,
          message: failed.error ?? '',
          again: failed.state === 'waiting',
        }
      : undefined,
  }
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
