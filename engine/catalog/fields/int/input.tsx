'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl } from '#components/ui/text-control.ts'
import { useDecimal } from '#components/ui/use-decimal.ts'

export default function IntInput(field: FieldInputProps) {
  const control = textControl(field)
  const { text, type, leave } = useDecimal(control.value, field.onChange)
  return (
    <Input
      {...control}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      value={text}
      onChange={(event) => {
        type(event.target.value)
      }}
      onBlur={() => {
        leave()
        field.onBlur()
      }}
      className="max-w-48 tabular-nums"
    />
  )
}
