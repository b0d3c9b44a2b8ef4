'use client'

import { useFormatter, useNow, useTranslations } from 'next-intl'
import type { RequestRow } from '#server/requests/view.ts'

/** So near an end is told by the hour, a later one by the day. */
const nearMs = 12 * 3_600_000

/** When a request in a list will likely be over, as far as past ones tell. */
export function ExpectedEnd({ expected }: Pick<RequestRow, 'expected'>) {
  const t = useTranslations('portal')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  if (!expected) return null
  if ('late' in expected) return t('late')
  const until = new Date(expected.until)
  const isNear = until.getTime() - now.getTime() < nearMs
  return t('expectedBy', {
    when: isNear
      ? format.dateTime(until, { hour: 'numeric', minute: '2-digit' })
      : format.dateTime(until, { weekday: 'short', day: 'numeric', month: 'short' }),
  })
}
