'use client'

import { useFormatter } from 'next-intl'
import type { FieldInputProps } from '#components/ui/host.tsx'

/** What was worked out, to be looked at; it is announced when it changes. */
export default function ComputedInput({ id, value, labelledBy, describedBy }: FieldInputProps) {
  const format = useFormatter()
  return (
    <output
      id={id}
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="block min-h-9 rounded-sm bg-sunken px-3 py-1.5 text-base tabular-nums max-sm:min-h-11 max-sm:py-2.5"
    >
      {shown(value, format)}
    </output>
  )
}

function shown(value: unknown, format: ReturnType<typeof useFormatter>): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'number') return format.number(value, { maximumFractionDigits: 10 })
  if (typeof value !== 'object') return String(value)
  if ('amount' in value && 'currency' in value && typeof value.amount === 'number')
    return format.number(value.amount, { style: 'currency', currency: String(value.currency) })
  return JSON.stringify(value)
}
