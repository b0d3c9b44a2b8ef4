import { useFormatter, useTranslations } from 'next-intl'
import type { PersonView } from '#server/requests/view.ts'

/** Somebody who has something to decide: "Ana Ruiz", "Ana Ruiz (away until 3 December)". */
export function usePersonName(): (person: PersonView) => string {
  const t = useTranslations('portal')
  const format = useFormatter()
  return ({ name, away }) => {
    if (!away) return name
    if (away.until === undefined) return t('away', { name })
    // a day is the same everywhere: it is no instant
    const last = new Date(`${away.until}T00:00:00Z`)
    return t('awayUntil', {
      name,
      day: format.dateTime(last, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
    })
  }
}
