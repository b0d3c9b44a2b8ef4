'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl } from '#components/ui/text-control.ts'

export default function IntInput(field: FieldInputProps) {
  return (
    <Input
      {...textControl(field)}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      className="max-w-48 tabular-nums"
    />
  )
}
