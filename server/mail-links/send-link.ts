import type { Tx } from '#server/db.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { hasMail } from '#server/mail/settings.ts'
import { mayHaveLink, type LinkKind } from './link.ts'
import { makeLink } from './make-link.ts'

interface Wish {
  personId: string
  kind: Exclude<LinkKind, 'first'>
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
  const { token, id, expiresAt } = await makeLink(tx, personId, kind)
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
