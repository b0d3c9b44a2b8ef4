'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'

export default function SecretInput({
  id,
  value,
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
      type="password"
      autoComplete="off"
      spellCheck={false}
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
