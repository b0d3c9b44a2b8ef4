import { AppError } from '#server/errors.ts'
import { mailSettings, type MailSettings } from './settings.ts'

/** @throws AppError `conflict` where no mail server is set */
export function demandMail(): MailSettings {
  const settings = mailSettings()
  if (settings) return settings
  throw new AppError(
    'conflict',
    'No mail server is set, so nothing can be sent: the operator sets FORMWORK_SMTP_URL and FORMWORK_MAIL_FROM. A password that is shown once works without.',
  )
}
