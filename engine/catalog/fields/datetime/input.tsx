'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl, textOption } from '#components/ui/text-control.ts'
import { instantAt, localAt } from './zone.ts'

/** Date and time in the person's own zone, which stands beside; the value is the instant. */
export default function DatetimeInput(field: FieldInputProps) {
  const { id, value, describedBy, onChange } = field
  const [after, before] = [textOption(field, 'after'), textOption(field, 'before')]
  const t = useTranslations('fields')
  const zone = useTimeZone() ?? 'UTC'
  const given = typeof value === 'string' ? value : ''
  const [typed, setTyped] = useState({ local: '', instant: '' })
  const counted = useRef(zone)
  useEffect(() => {
    if (counted.current === zone) return
    counted.current = zone
    // what was typed before the zone was known is meant in the one that stands beside now
    if (typed.local === '' || typed.instant !== given) return
    const instant = instantAt(typed.local, zone)
    setTyped({ local: typed.local, instant })
    onChange(instant)
  }, [zone, typed, given, onChange])
  // what was typed is shown as it was, also an hour that the clock skips or has twice
  const local = typed.instant === given && given !== '' ? typed.local : localAt(given, zone)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Input
        {...textControl(field)}
        type="datetime-local"
        min={after === undefined ? undefined : localAt(after, zone)}
        max={before === undefined ? undefined : localAt(before, zone)}
        className="w-auto max-w-full tabular-nums"
        value={local}
        aria-describedby={[describedBy, `${id}-zone`].filter(Boolean).join(' ')}
        onChange={(event) => {
          const next = event.target.value
          const instant = instantAt(next, zone)
          setTyped({ local: next, instant })
          onChange(instant)
        }}
      />
      <span id={`${id}-zone`} className="text-sm text-ink-faint">
        {t('zone', { zone: zone.replaceAll('_', ' ') })}
      </span>
    </div>
  )
}
