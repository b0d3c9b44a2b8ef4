import { randomBytes } from 'node:crypto'
import type { Tx } from '#server/db.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { hasMail } from '#server/mail/settings.ts'
import { hashOf, lifeMs, mayHaveLink, type LinkKind } from './link.ts'

interface Wish {
  personId: string
  kind: LinkKind
  /** Name of the administrator who sends it; undefined: the person asked for it. */
  by?: string
}

/**
 * Makes a link and writes the mail with it, in one transaction. Its token stands nowhere but in the mail; a link of the same
 * kind from before ends.
 * @returns whether there is one: not for programs, the demo's people and those who left, nor where no mail server is set
 */
export async function sendLink(tx: Tx, { personId, kind, by }: Wish): Promise<boolean> {
  if (!hasMail() || (await tx.person.count({ where: { id: personId, ...mayHaveLink } })) === 0) return false
  const token = randomBytes(24).toString('base64url')
  const id = randomBytes(16).toString('base64url')
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + lifeMs[kind])
  const data = { id, hash: hashOf(token), createdAt, expiresAt, usedAt: null }
  const before = await tx.mailLink.findUnique({ where: { personId_kind: { personId, kind } } })
  await tx.mailLink.upsert({
    where: { personId_kind: { personId, kind } },
    create: { personId, kind, ...data },
    update: data,
  })
  if (before)
    await tx.mail.updateMany({
      where: { linkId: before.id, state: 'waiting' },
      data: { state: 'dropped', path: null, error: 'A newer link took its place.' },
    })
  const mail = {
    personId,
    dedupeKey: `link:${id}`,
    secret: { path: `/password/${token}`, until: expiresAt, linkId: id },
  }
  const until = expiresAt.toISOString()
  return kind === 'invitation'
    ? postMail(tx, { ...mail, kind, data: { by: by ?? '', until } })
    : postMail(tx, { ...mail, kind: 'password-reset', data: { ...(by === undefined ? {} : { by }), until } })
}
