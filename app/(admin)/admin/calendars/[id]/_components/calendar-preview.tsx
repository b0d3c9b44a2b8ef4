'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { send } from '#components/live/api.ts'
import { Section } from '#components/ui/card.tsx'
import { readHours } from '#engine/flow/business-calendar/read-hours.ts'
import { isTimeZone } from '#engine/flow/cron/zone.ts'
import type { CalendarGiven, CalendarPreview as Preview } from '#server/calendars/view.ts'

/** Nothing is asked while somebody types. */
const calmMs = 400

/** What a calendar comes to as it is written, saved or not; while it is wrong, nothing. */
export function CalendarPreview({ given }: { given: CalendarGiven }) {
  const t = useTranslations('calendars')
  const format = useFormatter()
  const preview = usePreview(given)
  return (
    <div className="space-y-8">
      <Section id="coming-due" title={t('openedNow')}>
        <dl className="space-y-1 text-sm">
          {(preview?.due ?? []).map((one) => (
            <div key={one.in} className="flex justify-between gap-4">
              <dt className="font-mono text-xs leading-5">{one.in}</dt>
              <dd className="text-right tabular-nums">
                {one.at === null
                  ? t('never')
                  : format.dateTime(new Date(one.at), {
                      weekday: 'short',
                      day: 'numeric',
                      month: 'short',
                      hour: '2-digit',
                      minute: '2-digit',
                      timeZone: preview?.zone,
                    })}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section id="coming-off" title={t('nextDaysOff')}>
        {preview?.holidays.length === 0 ? (
          <p className="text-sm text-ink-faint">{t('noDaysOff')}</p>
        ) : (
          <ul className="space-y-1 text-sm">
            {(preview?.holidays ?? []).map(({ date, name }) => (
              <li key={date} className="flex justify-between gap-4">
                <span className="wrap-anywhere">{name}</span>
                <time dateTime={date} className="shrink-0 text-ink-soft tabular-nums">
                  {format.dateTime(new Date(`${date}T00:00:00Z`), {
                    weekday: 'short',
                    day: 'numeric',
                    month: 'short',
                    year: 'numeric',
                    timeZone: 'UTC',
                  })}
                </time>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}

/** What is asked for as far as it is written; undefined: what is written is no calendar yet. */
function previewable({ name: _, ...written }: CalendarGiven): string | undefined {
  const { timeZone, week, holidays } = written
  const days = Object.values(week)
  const isWrong =
    days.some((hours) => 'problem' in readHours(hours)) || days.every(({ length }) => length === 0)
  if (isWrong || (timeZone !== null && !isTimeZone(timeZone))) return undefined
  const whole = holidays.filter(({ date, name }) => date !== '' && name.trim() !== '')
  return JSON.stringify({ ...written, holidays: whole })
}

function usePreview(given: CalendarGiven): Preview | undefined {
  const [preview, setPreview] = useState<Preview>()
  const text = previewable(given)
  useEffect(() => {
    if (text === undefined) return
    let left = false
    const asking = setTimeout(() => {
      send<Preview>('POST', '/calendars/preview', { body: JSON.parse(text) as object }).then(
        (answer) => {
          if (!left) setPreview(answer)
        },
        () => {
          // whoever saves is told what is wrong
          if (!left) setPreview(undefined)
        },
      )
    }, calmMs)
    return () => {
      left = true
      clearTimeout(asking)
    }
  }, [text])
  return preview
}
