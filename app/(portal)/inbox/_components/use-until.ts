import { useFormatter, useTranslations } from 'next-intl'
import type { ApprovalRow } from '#server/approvals/view.ts'

/** For whom one decides, as a sentence: "You decide for Ana Ruiz until 4 December". */
export function useUntil(): (place: NonNullable<ApprovalRow['onBehalfOf']>) => string {
  const t = useTranslations('inbox')
  const format = useFormatter()
  return ({ name, until }) => {
    // a day is the same everywhere: it is no instant
    const last = new Date(`${until}T00:00:00Z`)
    return t('behalf', {
      name,
      day: format.dateTime(last, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
    })
  }
}
