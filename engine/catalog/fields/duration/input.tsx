'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { useNewest } from '#components/ui/use-newest.ts'
import { isoOf, partsOf, unitNames, type Parts } from './parts.ts'

/** Days, hours, minutes and seconds, each a number; the value is the ISO 8601 text. */
export default function DurationInput({
  id,
  value,
  disabled,
  invalid,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  const t = useTranslations('fields')
  const text = typeof value === 'string' ? value : ''
  const [typed, setTyped] = useState<{ parts: Parts; text: string }>()
  const parts = typed && typed.text === text ? typed.parts : partsOf(text)
  const newest = useNewest(parts)
  return (
    <div
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="grid grid-cols-2 gap-3 sm:flex"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur()
      }}
    >
      {unitNames.map((unit) => (
        <label key={unit} className="flex items-center gap-1.5 text-sm text-ink-soft">
          <span className="w-20 sm:w-16">
            <Input
              id={`${id}:${unit}`}
              type="text"
              inputMode="numeric"
              autoComplete="off"
              className="text-right tabular-nums"
              value={parts[unit]}
              aria-invalid={invalid || undefined}
              disabled={disabled}
              onChange={(event) => {
                const next = { ...newest.current, [unit]: event.target.value }
                newest.current = next
                const iso = isoOf(next)
                setTyped({ parts: next, text: iso })
                onChange(iso)
              }}
            />
          </span>
          {t(unit)}
        </label>
      ))}
    </div>
  )
}
