'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { numberOption, textControl } from '#components/ui/text-control.ts'

export default function TextInput(field: FieldInputProps) {
  return (
    <Textarea
      {...textControl(field)}
      rows={numberOption(field, 'rows')}
      maxLength={numberOption(field, 'maxLength')}
    />
  )
}
