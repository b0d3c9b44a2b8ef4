'use client'

import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'
import type { RequestRow } from '#server/requests/view.ts'
import { RequestLine } from './request-line.tsx'

/** What the reader has asked for with this app before. */
export function EarlierRequests({ rows }: { rows: readonly RequestRow[] }) {
  const t = useTranslations('blocks')
  if (rows.length === 0) return <p className="text-sm text-ink-soft">{t('noRequests')}</p>
  return (
    <Card>
      <ul className="divide-y overflow-hidden">
        {rows.map((row) => (
          <RequestLine key={row.id} row={row} />
        ))}
      </ul>
    </Card>
  )
}
