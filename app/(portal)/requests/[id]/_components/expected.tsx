'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { RequestView } from '#server/requests/view.ts'

/** When the request will likely be over, as far as past ones tell. */
export function Expected({ expected }: Pick<RequestView, 'expected'>) {
  const t = useTranslations('tracker')
  const format = useFormatter()
  if (!expected) return null
  return (
    <p className="mt-5 border-t pt-4 text-sm text-ink-soft">
      {'late' in expected
        ? t('late')
        : t('expected', {
            when: format.dateTimeRange(new Date(expected.from), new Date(expected.until), {
              weekday: 'short',
              day: 'numeric',
              month: 'short',
              hour: 'numeric',
              minute: '2-digit',
            }),
          })}
    </p>
  )
}
