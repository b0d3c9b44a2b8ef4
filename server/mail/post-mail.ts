import { randomBytes } from 'node:crypto'
import type { Tx } from '#server/db.ts'
import { stored } from '#server/flows/compiled.ts'
import { seal } from '#server/secrets/seal.ts'
import { endOf, type MailData, type MailKind } from './kinds.ts'
import { hasMail } from './settings.ts'

/** A mail to one person. */
export interface NewMail<K extends MailKind> {
  personId: string
  kind: K
  data: MailData[K]
  /** The same event told twice makes one mail. */
  dedupeKey: string
  /** Where the button leads, if there is a token in it: it is kept sealed until the mail is sent, and then no more. */
  secret?: {
    /** Below the product's own address: `/password/…`. */
    path: string
    /** Later the mail is worth nothing. */
    until: Date
    /** Of a MailLink: when that ends, the mail is not sent. */
    linkId?: string
  }
}

/**
 * Writes a mail in the transaction of what it tells; the worker sends it after the commit, at least once. Programs, people who
 * left, those of the demo, whose addresses are nobody's, and everybody where no mail server is set get none.
 * @returns whether there will be one
 */
export async function postMail<K extends MailKind>(tx: Tx, mail: NewMail<K>): Promise<boolean> {
  if (!hasMail()) return false
  const { personId, kind, secret } = mail
  const person = await tx.person.findFirst({
    where: { id: personId, kind: 'person', active: true, demo: false },
    select: { email: true },
  })
  if (!person) return false
  const { count } = await tx.mail.createMany({
    data: [
      {
        id: randomBytes(16).toString('base64url'),
        personId,
        address: person.email,
        kind,
        data: stored(mail.data),
        path: secret ? seal(secret.path).value : null,
        linkId: secret?.linkId,
        dedupeKey: `${mail.dedupeKey}:${personId}`,
        until: secret?.until ?? endOf(kind, new Date()),
      },
    ],
    skipDuplicates: true,
  })
  return count > 0
}
