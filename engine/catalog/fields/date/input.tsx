'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'

export default function DateInput({
  id,
  value,
  options,
  required,
  disabled,
  invalid,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  return (
    <Input
      id={id}
      type="date"
      min={typeof options.after === 'string' ? options.after : undefined}
      max={typeof options.before === 'string' ? options.before : undefined}
      className="max-w-48"
      value={typeof value === 'string' ? value : ''}
      aria-required={required}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      disabled={disabled}
      onChange={(event) => {
        onChange(event.target.value)
      }}
      onBlur={onBlur}
    />
  )
}
