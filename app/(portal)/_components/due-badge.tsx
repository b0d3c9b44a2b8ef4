'use client'

import { AlarmClock } from 'lucide-react'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge.tsx'

const dayMs = 86_400_000

/** When it is due: red when it is late, yellow on the last day. */
export function DueBadge({ at }: { at: string }) {
  const t = useTranslations('portal')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const due = new Date(at)
  const left = due.getTime() - now.getTime()
  const tone = left < 0 ? 'danger' : left < dayMs ? 'warning' : 'neutral'
  return (
    <time
      dateTime={at}
      title={format.dateTime(due, { dateStyle: 'full', timeStyle: 'short' })}
      suppressHydrationWarning
    >
      <Badge tone={tone} icon={AlarmClock}>
        {left < 0
          ? t('overdue', { when: format.relativeTime(due, now) })
          : t('due', { when: format.relativeTime(due, now) })}
      </Badge>
    </time>
  )
}
