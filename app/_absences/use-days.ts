import { useFormatter, useTranslations } from 'next-intl'
import type { AbsenceView } from '#server/absences/view.ts'

/** The days of an absence in words: "3 Dec 2026 – 9 Dec 2026", "from 3 Dec 2026 on". */
export function useDays(): (absence: Pick<AbsenceView, 'startsOn' | 'endsOn'>) => string {
  const t = useTranslations('absences')
  const format = useFormatter()
  // a day is the same everywhere: it is no instant
  const day = (text: string) =>
    format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
  return ({ startsOn, endsOn }) => {
    if (endsOn === undefined) return t('openDays', { first: day(startsOn) })
    return startsOn === endsOn ? day(startsOn) : t('days', { first: day(startsOn), last: day(endsOn) })
  }
}
