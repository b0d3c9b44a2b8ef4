'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge.tsx'

/** How many wait, and how many of them are late. */
export function Late({ waiting, overdue }: { waiting: number; overdue: number }) {
  const t = useTranslations('insight')
  return (
    <span className="inline-flex items-center gap-2 tabular-nums">
      {overdue > 0 ? <Badge tone="danger">{t('overdue', { count: overdue })}</Badge> : null}
      {waiting}
    </span>
  )
}
