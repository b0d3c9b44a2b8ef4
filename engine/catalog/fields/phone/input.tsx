'use client'

import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl, textOption } from '#components/ui/text-control.ts'

export default function PhoneInput(field: FieldInputProps) {
  const country = textOption(field, 'countryCode')
  return (
    <Input
      {...textControl(field)}
      type="tel"
      autoComplete="tel"
      placeholder={country ? `${country} …` : '+…'}
      className="max-w-64 tabular-nums"
    />
  )
}
