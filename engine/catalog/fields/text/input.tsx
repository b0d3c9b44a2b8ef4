'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

export default function TextInput({
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
    <Textarea
      id={id}
      value={typeof value === 'string' ? value : ''}
      rows={typeof options.rows === 'number' ? options.rows : undefined}
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
