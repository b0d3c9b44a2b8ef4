'use client'

import { useNow, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ApprovalRow } from '#server/approvals/view.ts'
import type { Page } from '#server/requests/view.ts'
import { ApprovalState } from './approval-state.tsx'

const weekMs = 7 * 86_400_000

/** Beside an empty inbox: what the person decided this week. */
export default function DecidedLately({ personId }: { personId: string }) {
  const t = useTranslations('inbox')
  const now = useNow()
  const { data } = useResource<Page<ApprovalRow>>('/approvals?box=done&size=10', {
    topics: [`inbox:${personId}`],
  })
  const rows =
    data?.results.filter((row) => row.mine && now.getTime() - Date.parse(row.mine.at) < weekMs) ?? []
  if (rows.length === 0) return null
  return (
    <div className="mx-auto max-w-3xl px-6 py-5">
      <Section id="lately" title={t('lately')}>
        <Card>
          <ul className="divide-y">
            {rows.map((row) => (
              <li key={row.id} className="flex items-center gap-3 px-4 py-2.5">
                <Link
                  href={`/inbox?box=done&id=${encodeURIComponent(row.id)}`}
                  className="min-w-0 flex-1 truncate hover:underline"
                >
                  {row.title}
                </Link>
                {row.mine ? (
                  <RelativeTime at={row.mine.at} className="shrink-0 text-sm text-ink-faint" />
                ) : null}
                <ApprovalState state={row.state} />
              </li>
            ))}
          </ul>
        </Card>
      </Section>
    </div>
  )
}
