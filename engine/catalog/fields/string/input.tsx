'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { numberOption, textControl } from '#components/ui/text-control.ts'

export default function StringInput(field: FieldInputProps) {
  return <Input {...textControl(field)} type="text" maxLength={numberOption(field, 'maxLength')} />
}
