'use client'

import { ListChecks, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { get } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Page, RequestRow } from '#server/requests/view.ts'
import { RequestLine } from '../../_components/request-line.tsx'

interface RequestListProps {
  personId: string
  /** REST path of the first page. */
  path: string
  initial: Page<RequestRow>
  filtered: boolean
}

export function RequestList({ personId, path, initial, filtered }: RequestListProps) {
  const t = useTranslations('requests')
  const common = useTranslations('common')
  const { data = initial } = useResource(path, { initial, topics: [`requests:${personId}`] })
  const [more, setMore] = useState<Page<RequestRow>[]>([])
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const after = more.length > 0 ? more.at(-1)?.after : data.after
  const first = new Set(data.results.map((row) => row.id))
  // A row that came up in the first page meanwhile is not shown twice.
  const rows = [...data.results, ...more.flatMap((page) => page.results).filter((row) => !first.has(row.id))]

  async function loadMore(cursor: string) {
    setPending(true)
    setTrouble(undefined)
    try {
      const page = await get<Page<RequestRow>>(`${path}&after=${encodeURIComponent(cursor)}`)
      setMore([...more, page])
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  if (rows.length === 0)
    return filtered ? (
      <EmptyState
        icon={SearchX}
        title={t('nothing')}
        action={
          <Link href="/requests" className={buttonStyle({})}>
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
      <p role="status" className="sr-only">
        {t('count', { count: data.total })}
      </p>
      <Card>
        <ul className="divide-y overflow-hidden">
          {rows.map((row) => (
            <RequestLine key={row.id} row={row} />
          ))}
        </ul>
      </Card>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-4 flex items-center justify-between gap-4 text-sm text-ink-faint">
        <span>{t('shown', { shown: rows.length, total: Math.max(data.total, rows.length) })}</span>
        {after ? (
          <Button size="sm" pending={pending} onClick={() => void loadMore(after)}>
            {common('more')}
          </Button>
        ) : null}
      </div>
    </>
  )
}
