'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl, textOption } from '#components/ui/text-control.ts'

/** Seconds that are zero are not shown, so that nobody has to fill them in. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  return text.endsWith(':00') && text.length === 8 ? text.slice(0, 5) : text
}

export default function TimeInput(field: FieldInputProps) {
  return (
    <Input
      {...textControl(field)}
      type="time"
      min={textOption(field, 'after')}
      max={textOption(field, 'before')}
      value={shown(field.value)}
      className="max-w-36 tabular-nums"
    />
  )
}
