'use client'

import { plainDecimal } from '#components/ui/decimal.ts'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'

export default function FloatInput({
  id,
  value,
  required,
  disabled,
  invalid,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  const text = typeof value === 'string' ? value : ''
  return (
    <Input
      id={id}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      value={text}
      aria-required={required}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      disabled={disabled}
      onChange={(event) => {
        onChange(event.target.value)
      }}
      onBlur={() => {
        if (plainDecimal(text) !== text) onChange(plainDecimal(text))
        onBlur()
      }}
      className="max-w-48 tabular-nums"
    />
  )
}
