import { CalendarClock } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import Link from 'next/link'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** When the app can be used, where that is not now. */
export interface OpeningTime {
  kind: 'not-yet' | 'closed'
  /** ISO 8601. */
  at: string
}

/** In place of a form that takes nothing now. */
export function ClosedApp({ time: { kind, at } }: { time: OpeningTime }) {
  const t = useTranslations('app')
  const format = useFormatter()
  const when = format.dateTime(new Date(at), { dateStyle: 'full', timeStyle: 'short' })
  return (
    <EmptyState
      icon={CalendarClock}
      title={t(kind === 'closed' ? 'closed' : 'notYet', { when })}
      action={
        <Link href="/requests" className={buttonStyle({})}>
          {t('yourRequests')}
        </Link>
      }
    >
      {t(kind === 'closed' ? 'closedText' : 'notYetText')}
    </EmptyState>
  )
}
