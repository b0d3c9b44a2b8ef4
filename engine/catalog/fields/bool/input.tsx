'use client'

import { useTranslations } from 'next-intl'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'

/** Two radios, not a box: "no" is an answer, and no answer is none. */
export default function BoolInput({
  id,
  name,
  value,
  disabled,
  invalid,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  const t = useTranslations('fields')
  return (
    <RadioGroup
      id={id}
      name={name}
      value={String(value ?? '')}
      options={[
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
      layout="row"
      labelledBy={labelledBy}
      describedBy={describedBy}
      invalid={invalid}
      disabled={disabled}
      onChange={(choice) => {
        onChange(choice === 'true')
      }}
      onBlur={onBlur}
    />
  )
}
