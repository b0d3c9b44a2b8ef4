'use client'

import { useTranslations } from 'next-intl'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { Select } from '#components/ui/select.tsx'
import type { Outcome } from '#server/requests/view.ts'
import { outcomes } from './outcomes.ts'

export function OutcomeSelect({ current }: { current: Outcome | undefined }) {
  const t = useTranslations('requests')
  const words = useTranslations('outcome')
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  return (
    <Select
      aria-label={t('outcome')}
      value={current ?? ''}
      onChange={(event) => {
        const next = new URLSearchParams(params)
        if (event.target.value) next.set('outcome', event.target.value)
        else next.delete('outcome')
        router.replace(`${pathname}?${next.toString()}`, { scroll: false })
      }}
      className="w-48 max-sm:w-full"
    >
      <option value="">{t('allOutcomes')}</option>
      {outcomes.map((outcome) => (
        <option key={outcome} value={outcome}>
          {words(outcome)}
        </option>
      ))}
    </Select>
  )
}
