'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl } from '#components/ui/text-control.ts'

export default function EmailInput(field: FieldInputProps) {
  return <Input {...textControl(field)} type="email" autoComplete="email" spellCheck={false} />
}
