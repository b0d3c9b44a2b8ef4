'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl, textOption } from '#components/ui/text-control.ts'

export default function DateInput(field: FieldInputProps) {
  return (
    <Input
      {...textControl(field)}
      type="date"
      min={textOption(field, 'after')}
      max={textOption(field, 'before')}
      className="max-w-48"
    />
  )
}
