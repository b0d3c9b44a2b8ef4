'use client'

import { useTranslations } from 'next-intl'
import type { Enrolment } from '#server/second-factor/set-up.ts'
import { OneField } from './one-field.tsx'

interface EnrolProps {
  enrolment: Enrolment
  pending: boolean
  onCode(code: string): void
  onCancel(): void
}

/** The secret for the person's app, as a picture and in letters, and the first code of it. */
export function Enrol({ enrolment: { svg, secret }, pending, onCode, onCancel }: EnrolProps) {
  const t = useTranslations('account.second')
  return (
    <div className="space-y-4">
      <p className="text-sm">{t('scan')}</p>
      <img
        src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
        alt={t('picture')}
        width={192}
        height={192}
        className="rounded-sm border bg-white"
      />
      <dl className="text-sm">
        <dt className="text-ink-faint">{t('key')}</dt>
        <dd className="font-mono wrap-anywhere select-all">{secret}</dd>
      </dl>
      <OneField
        label={t('code')}
        type="text"
        autoComplete="one-time-code"
        submit={t('confirm')}
        cancel={t('cancel')}
        pending={pending}
        onSubmit={onCode}
        onCancel={onCancel}
      />
    </div>
  )
}
