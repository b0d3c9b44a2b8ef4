'use client'

import { useFormatter, useTranslations } from 'next-intl'

/** Until when a draft is kept if nobody goes on with it. */
export function KeptUntil({ at }: { at: string }) {
  const t = useTranslations('portal')
  const format = useFormatter()
  const date = new Date(at)
  return (
    <time dateTime={at} title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'short' })}>
      {t('keptUntil', { day: format.dateTime(date, { day: 'numeric', month: 'long' }) })}
    </time>
  )
}
