import { env } from '#server/env.ts'
import type { Sender, SmtpServer } from './read-settings.ts'

export interface MailSettings {
  server: SmtpServer
  from: Sender
}

/** How mail is sent; undefined: the operator has named no mail server, and nothing is. */
export function mailSettings(): MailSettings | undefined {
  const { FORMWORK_SMTP_URL: server, FORMWORK_MAIL_FROM: from } = env()
  return server && from ? { server, from } : undefined
}

/** Whether mail is sent at all. */
export function hasMail(): boolean {
  return mailSettings() !== undefined
}
