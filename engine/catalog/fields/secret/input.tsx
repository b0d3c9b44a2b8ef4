'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl } from '#components/ui/text-control.ts'

export default function SecretInput(field: FieldInputProps) {
  return <Input {...textControl(field)} type="password" autoComplete="off" spellCheck={false} />
}
