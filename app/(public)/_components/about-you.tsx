'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

interface AboutYouProps {
  onChange(about: { name: string; email: string }): void
}

/** Who it is, where nobody has to say it. */
export function AboutYou({ onChange }: AboutYouProps) {
  const t = useTranslations('outside')
  const form = useTranslations('form')
  const [about, setAbout] = useState({ name: '', email: '' })
  function change(part: Partial<typeof about>) {
    const whole = { ...about, ...part }
    setAbout(whole)
    onChange(whole)
  }
  return (
    <fieldset className="space-y-5">
      <legend className="mb-3 text-base font-semibold">{t('aboutYou')}</legend>
      <Field id="about-name" label={t('name')} mark={form('optional')}>
        <Input
          id="about-name"
          autoComplete="name"
          maxLength={100}
          value={about.name}
          onChange={(event) => {
            change({ name: event.target.value })
          }}
        />
      </Field>
      <Field id="about-email" label={t('email')} mark={form('optional')} help={t('emailHelp')}>
        <Input
          id="about-email"
          type="email"
          autoComplete="email"
          maxLength={320}
          aria-describedby="about-email-help"
          value={about.email}
          onChange={(event) => {
            change({ email: event.target.value })
          }}
        />
      </Field>
    </fieldset>
  )
}
