import { env } from '#server/env.ts'
import type { MailData, MailKind } from './kinds.ts'
import { deliver, type Delivery, type inBackground } from './transport.ts'
import type { MailSettings } from './settings.ts'
import { contentOf, type Reader } from './words.ts'
import { writeLetter } from './write-letter.ts'

/** A mail to somebody, by itself. */
export interface Sending<K extends MailKind> {
  id: string
  kind: K
  data: MailData[K]
  secretPath?: string
  to: Reader & { address: string }
}

/** Writes a mail in the reader's words and hands it to the mail server. */
export async function sendMail<K extends MailKind>(
  settings: MailSettings,
  { id, to, ...mail }: Sending<K>,
  patience: typeof inBackground,
): Promise<Delivery> {
  const content = contentOf(mail, to)
  const letter = {
    id,
    to: [{ name: to.name.replace(/\p{Cc}+/gu, ' ').trim(), address: to.address }],
    subject: content.subject,
    ...writeLetter(content, to.language),
    off: content.off?.url,
  }
  const { hostname: domain } = new URL(env().FORMWORK_URL)
  return deliver(settings, letter, { patience, domain })
}
