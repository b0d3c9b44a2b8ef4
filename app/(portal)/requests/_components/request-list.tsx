'use client'

import { ListChecks, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { ListedRequest, Page } from '#server/requests/view.ts'
import { RequestLine } from '../../_components/request-line.tsx'

interface RequestListProps {
  personId: string
  /** REST path of the first page. */
  path: string
  initial: Page<ListedRequest>
  filtered: boolean
  /** What is heard of; none where only drafts are looked for. */
  topics: readonly string[]
}

const keyOf = ({ id }: ListedRequest) => id

export function RequestList({ personId, path, initial, filtered, topics }: RequestListProps) {
  const t = useTranslations('requests')
  const pages = usePages(path, { initial, topics, keyOf })
  const { rows } = pages

  if (rows.length === 0)
    return filtered ? (
      <EmptyState
        icon={SearchX}
        title={t('nothing')}
        action={
          <Link href="/requests?order=newest" className={buttonStyle({})}>
            {t('showAll')}
          </Link>
        }
      />
    ) : (
      <EmptyState
        icon={ListChecks}
        title={t('empty')}
        action={
          <Link href="/" className={buttonStyle({ variant: 'primary' })}>
            {t('toApps')}
          </Link>
        }
      >
        {t('emptyText')}
      </EmptyState>
    )
  return (
    <>
      <Card>
        <ul className="divide-y overflow-hidden">
          {rows.map((row) => (
            <RequestLine key={row.id} row={row} personId={personId} />
          ))}
        </ul>
      </Card>
      <ListFoot pages={pages} />
    </>
  )
}
