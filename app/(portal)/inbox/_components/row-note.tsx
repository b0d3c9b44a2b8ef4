'use client'

import { UserRoundCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ApprovalRow } from '#server/approvals/view.ts'
import { useUntil } from './use-until.ts'

/** In whose place one would decide it, and who of one's group is on it. */
export default function RowNote({ row: { onBehalfOf, claimedBy } }: { row: ApprovalRow }) {
  const t = useTranslations('inbox')
  const untilOf = useUntil()
  const notes = [
    ...(onBehalfOf ? [untilOf(onBehalfOf)] : []),
    ...(claimedBy ? [t('claimedBy', { name: claimedBy.name })] : []),
  ]
  return (
    <span className="mt-1 flex items-center gap-1.5 text-sm text-ink-soft">
      <UserRoundCheck aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 wrap-anywhere">{notes.join(' · ')}</span>
    </span>
  )
}
