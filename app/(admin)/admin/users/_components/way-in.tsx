'use client'

import { useTranslations } from 'next-intl'
import { Field } from '#components/ui/field.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'

interface WayInProps {
  invite: boolean
  onChange(invite: boolean): void
}

/** How somebody new gets a password. */
export function WayIn({ invite, onChange }: WayInProps) {
  const t = useTranslations('admin')
  return (
    <Field id="way-in" label={t('howIn')} kind="group">
      <RadioGroup
        id="way-in"
        name="way-in"
        labelledBy="way-in-label"
        value={invite ? 'invitation' : 'password'}
        options={[
          { value: 'invitation', label: t('byInvitation') },
          { value: 'password', label: t('byPassword') },
        ]}
        onChange={(value) => {
          onChange(value === 'invitation')
        }}
      />
    </Field>
  )
}
