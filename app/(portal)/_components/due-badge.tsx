'use client'

import { AlarmClock } from 'lucide-react'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge.tsx'
import { leftOf, type WorkingTime } from '#engine/flow/business-calendar/left-of.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

interface DueBadgeProps {
  at: string
  /** Where it is due on a business calendar. */
  working?: WorkingTime
}

/** When it is due, on a calendar with what is left of the working time: red when it is late, yellow on the last day. */
export function DueBadge({ at, working }: DueBadgeProps) {
  const t = useTranslations('portal')
  const format = useFormatter()
  const now = useNow({ updateInterval: minuteMs })
  const whenOf = useMoment()
  const leftText = useWorkingLeft()
  const due = new Date(at)
  const late = due.getTime() < now.getTime()
  const isLast = working
    ? leftOf(working, now.getTime()) < working.dayMs
    : due.getTime() - now.getTime() < dayMs
  const relative = format.relativeTime(due, now)
  return (
    <time
      dateTime={at}
      title={format.dateTime(due, { dateStyle: 'full', timeStyle: 'short' })}
      suppressHydrationWarning
    >
      <Badge tone={late ? 'danger' : isLast ? 'warning' : 'neutral'} icon={AlarmClock} wraps={!!working}>
        {late
          ? t('overdue', { when: relative })
          : working
            ? t('dueOnCalendar', { when: whenOf(due, now), left: leftText(working, now) })
            : t('due', { when: relative })}
      </Badge>
    </time>
  )
}

/** A weekday within the next days, a date after them; with the time. */
function useMoment() {
  const format = useFormatter()
  return (due: Date, now: Date) => {
    const time = format.dateTime(due, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    const isNear = due.getTime() - now.getTime() < 6 * dayMs
    const day = format.dateTime(due, isNear ? { weekday: 'long' } : { day: 'numeric', month: 'short' })
    return `${day} ${time}`
  }
}

/** Whole days from two on, then hours, and minutes within the last one. */
function useWorkingLeft() {
  const t = useTranslations('portal')
  return (working: WorkingTime, now: Date) => {
    const minutes = Math.round(leftOf(working, now.getTime()) / minuteMs)
    const dayMinutes = working.dayMs / minuteMs
    if (minutes <= 0) return t('noWorkingTimeLeft')
    if (minutes < 60) return t('workingMinutesLeft', { count: minutes })
    if (minutes <= 2 * dayMinutes) return t('workingHoursLeft', { count: Math.round(minutes / 60) })
    return t('workingDaysLeft', { count: Math.round(minutes / dayMinutes) })
  }
}
