'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { WaitingRow } from '#server/insight/view.ts'
import type { Page } from '#server/requests/view.ts'
import { DueBadge } from '../../_components/due-badge.tsx'

/** What waits for a decision now, with who has it, the oldest first. */
export function Waiting({ path, initial }: { path: string; initial: Page<WaitingRow> }) {
  const t = useTranslations('insight')
  const pages = usePages<WaitingRow>(path, { initial, keyOf: ({ id }) => id })
  return (
    <Section id="waiting" title={t('waitingNow')}>
      {pages.rows.length === 0 ? (
        <p className="text-sm text-ink-faint">{t('nothingWaits')}</p>
      ) : (
        <>
          <Card>
            <ul className="divide-y">
              {pages.rows.map((row) => (
                <WaitingLine key={row.id} row={row} />
              ))}
            </ul>
          </Card>
          <ListFoot pages={pages} />
        </>
      )}
    </Section>
  )
}

function WaitingLine({ row }: { row: WaitingRow }) {
  const t = useTranslations('insight')
  const { request, people, asked } = row
  const names = people.map(({ name }) => name).join(', ')
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium wrap-anywhere">{row.title}</p>
        <p className="text-ink-soft wrap-anywhere">
          {request ? (
            <Link
              href={`/requests/${request.id}`}
              className="text-accent-strong underline-offset-2 hover:underline"
            >
              {request.number} {request.title}
            </Link>
          ) : null}
          {request ? ' · ' : null}
          {asked > people.length
            ? t('withMore', { names, more: asked - people.length })
            : t('with', { names })}
        </p>
      </div>
      <span className="flex items-center gap-2 text-ink-faint">
        {row.dueAt ? <DueBadge at={row.dueAt} /> : null}
        <RelativeTime at={row.createdAt} />
      </span>
    </li>
  )
}
