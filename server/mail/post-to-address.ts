import { randomBytes } from 'node:crypto'
import type { Tx } from '#server/db.ts'
import { stored } from '#server/flows/compiled.ts'
import { seal } from '#server/secrets/seal.ts'
import { endOf, type MailData, type MailKind } from './kinds.ts'
import { hasMail } from './settings.ts'

/** A mail to somebody who has no account here. */
export interface AddressedMail<K extends MailKind> {
  address: string
  /** Of its texts; absent: English. */
  language?: string
  kind: K
  data: MailData[K]
  /** The same event told twice makes one mail. */
  dedupeKey: string
  /** Where the button leads, if there is a token in it: it is kept sealed until the mail is sent, and then no more. */
  secret?: { path: string; until: Date }
}

/**
 * Writes a mail to an address in the transaction of what it tells, as `postMail` does to a person.
 * @returns whether there will be one: not where no mail server is set
 */
export async function postToAddress<K extends MailKind>(tx: Tx, mail: AddressedMail<K>): Promise<boolean> {
  if (!hasMail()) return false
  const { address, kind, secret, language } = mail
  const { count } = await tx.mail.createMany({
    data: [
      {
        id: randomBytes(16).toString('base64url'),
        address: address.trim().toLowerCase(),
        language,
        kind,
        data: stored(mail.data),
        path: secret ? seal(secret.path).value : null,
        dedupeKey: mail.dedupeKey,
        until: secret?.until ?? endOf(kind, new Date()),
      },
    ],
    skipDuplicates: true,
  })
  return count > 0
}
