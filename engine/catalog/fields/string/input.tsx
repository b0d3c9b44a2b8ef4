'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'

export default function StringInput({
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
      type="text"
      value={typeof value === 'string' ? value : ''}
      maxLength={typeof options.maxLength === 'number' ? options.maxLength : undefined}
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
