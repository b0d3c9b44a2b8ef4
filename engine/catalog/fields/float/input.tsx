'use client'

import { plainDecimal } from '#components/ui/decimal.ts'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl } from '#components/ui/text-control.ts'

export default function FloatInput(field: FieldInputProps) {
  const control = textControl(field)
  const leave = () => {
    const plain = plainDecimal(control.value)
    if (plain !== control.value) field.onChange(plain)
    field.onBlur()
  }
  return (
    <Input
      {...control}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      onBlur={leave}
      className="max-w-48 tabular-nums"
    />
  )
}
