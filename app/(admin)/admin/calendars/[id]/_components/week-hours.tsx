'use client'

import { Copy, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Input } from '#components/ui/input.tsx'
import { weekdays, type WrittenWeek } from '#server/calendars/week.ts'

type Weekday = (typeof weekdays)[number]
type Span = WrittenWeek[Weekday][number]

interface WeekHoursProps {
  week: WrittenWeek
  onChange(week: WrittenWeek): void
}

const most = 6

/** Working hours of each day; a day without any is off. */
export function WeekHours({ week, onChange }: WeekHoursProps) {
  const t = useTranslations('calendars')
  const first = week.monday
  return (
    <Section
      id="hours"
      title={t('hours')}
      actions={
        <Button
          size="sm"
          onClick={() => {
            onChange({ ...week, tuesday: first, wednesday: first, thursday: first, friday: first })
          }}
        >
          <Copy aria-hidden />
          {t('asMonday')}
        </Button>
      }
    >
      <Card className="divide-y">
        {weekdays.map((day) => (
          <DayHours
            key={day}
            day={day}
            spans={week[day]}
            onChange={(spans) => {
              onChange({ ...week, [day]: spans })
            }}
          />
        ))}
      </Card>
    </Section>
  )
}

interface DayHoursProps {
  day: Weekday
  spans: readonly Span[]
  onChange(spans: Span[]): void
}

function DayHours({ day, spans, onChange }: DayHoursProps) {
  const t = useTranslations('calendars')
  const name = t(`days.${day}`)
  const next =
    spans.length === 0 ? { from: '09:00', to: '17:00' } : { from: spans.at(-1)?.to ?? '', to: '24:00' }
  return (
    <div
      role="group"
      aria-label={name}
      className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 px-4 py-2.5 max-sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <span className="py-1.5 font-medium">{name}</span>
      <div className="space-y-2 max-sm:order-last max-sm:col-span-2">
        {spans.length === 0 ? <p className="py-1.5 text-ink-faint">{t('off')}</p> : null}
        {spans.map((span, index) => (
          <SpanInputs
            key={index}
            span={span}
            onChange={(changed) => {
              onChange(spans.map((one, at) => (at === index ? changed : one)))
            }}
            onRemove={() => {
              onChange(spans.filter((_, at) => at !== index))
            }}
          />
        ))}
      </div>
      <Button
        size="icon"
        variant="ghost"
        aria-label={t('addHours', { day: name })}
        disabled={spans.length >= most}
        onClick={() => {
          onChange([...spans, next])
        }}
      >
        <Plus aria-hidden />
      </Button>
    </div>
  )
}

interface SpanInputsProps {
  span: Span
  onChange(span: Span): void
  onRemove(): void
}

/** A control for times knows no 24:00: midnight at the end of a day is 00:00 there. */
function SpanInputs({ span, onChange, onRemove }: SpanInputsProps) {
  const t = useTranslations('calendars')
  return (
    <div className="flex items-center gap-2">
      <Input
        type="time"
        aria-label={t('from')}
        required
        value={span.from}
        onChange={(event) => {
          onChange({ ...span, from: event.target.value })
        }}
      />
      <span aria-hidden>–</span>
      <Input
        type="time"
        aria-label={t('to')}
        required
        value={span.to === '24:00' ? '00:00' : span.to}
        onChange={(event) => {
          const { value } = event.target
          onChange({ ...span, to: value === '00:00' ? '24:00' : value })
        }}
      />
      <Button
        size="icon"
        variant="ghost"
        aria-label={t('removeHours', { from: span.from, to: span.to })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </div>
  )
}
