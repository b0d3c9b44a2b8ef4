'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { RequestView } from '#server/requests/view.ts'

/** Server and browser write other spaces around the dash of a range, which React takes for another text. */
const otherSpaces = /[\u00a0\u2009\u202f]/g

/** When the request will likely be over, as far as past ones tell. */
export function Expected({ expected }: Pick<RequestView, 'expected'>) {
  const t = useTranslations('tracker')
  const format = useFormatter()
  if (!expected) return null
  const textOf = (from: string, until: string) =>
    format
      .dateTimeRange(new Date(from), new Date(until), {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: 'numeric',
        minute: '2-digit',
      })
      .replace(otherSpaces, ' ')
  return (
    <p className="mt-5 border-t pt-4 text-sm text-ink-soft">
      {'late' in expected ? t('late') : t('expected', { when: textOf(expected.from, expected.until) })}
    </p>
  )
}
