'use client'

import { SearchX, Workflow } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { get } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { FlowRow } from '#server/flows/view.ts'
import type { Page } from '#server/requests/view.ts'
import { flowHref, runHref } from '../../../_components/param.ts'

interface FlowTableProps {
  /** REST path of the first page. */
  path: string
  initial: Page<FlowRow>
  filtered: boolean
  mayWrite: boolean
}

export function FlowTable({ path, initial, filtered, mayWrite }: FlowTableProps) {
  const t = useTranslations('studio')
  const common = useTranslations('common')
  const { data = initial } = useResource(path, { initial, topics: ['runs'] })
  const [more, setMore] = useState<FlowRow[]>([])
  const [pages, setPages] = useState(1)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const first = new Set(data.results.map((row) => `${row.namespace}/${row.id}`))
  const rows = [...data.results, ...more.filter((row) => !first.has(`${row.namespace}/${row.id}`))]

  async function loadMore() {
    setPending(true)
    setTrouble(undefined)
    try {
      const next = await get<Page<FlowRow>>(`${path}&page=${String(pages + 1)}`)
      setMore([...more, ...next.results])
      setPages(pages + 1)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  if (rows.length === 0) return <NoFlows filtered={filtered} mayWrite={mayWrite} />
  return (
    <>
      <Table label={t('flows.title')}>
        <thead>
          <tr>
            <Th>{t('flow')}</Th>
            <Th>{t('flows.last')}</Th>
            <Th>{t('flows.counts')}</Th>
            <Th>{t('flows.app')}</Th>
            <Th className="text-right">{t('revision')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FlowLine key={`${row.namespace}/${row.id}`} row={row} />
          ))}
        </tbody>
      </Table>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-4 flex items-center justify-between gap-4 text-sm text-ink-faint">
        <span role="status">
          {t('shown', { shown: rows.length, total: Math.max(data.total, rows.length) })}
        </span>
        {rows.length < data.total ? (
          <Button size="sm" pending={pending} onClick={() => void loadMore()}>
            {common('more')}
          </Button>
        ) : null}
      </div>
    </>
  )
}

function FlowLine({ row }: { row: FlowRow }) {
  const t = useTranslations('studio')
  const format = useFormatter()
  const total = Object.values(row.counts).reduce((sum, count) => sum + count, 0)
  const failed = row.counts.FAILED ?? 0
  return (
    <Tr>
      <Td className="max-w-80 min-w-48">
        <Link
          href={flowHref(row.namespace, row.id)}
          className="block font-medium wrap-anywhere hover:underline"
        >
          {row.id}
        </Link>
        <span className="block truncate text-xs text-ink-faint" title={row.namespace}>
          {row.namespace}
        </span>
        {row.disabled ? <Badge>{t('disabled')}</Badge> : null}
      </Td>
      <Td className="whitespace-nowrap">
        {row.last ? (
          <Link
            href={runHref(row.last.id)}
            className="inline-flex items-center gap-2 rounded-sm hover:underline"
          >
            <StatePill state={row.last.state} />
            <RelativeTime at={row.last.startedAt} className="text-ink-faint" />
          </Link>
        ) : (
          <span className="text-ink-faint">{t('flows.never')}</span>
        )}
      </Td>
      <Td className="whitespace-nowrap tabular-nums">
        {format.number(total)}
        {failed > 0 ? (
          <span className="ml-2 text-danger-strong">{t('flows.failed', { count: failed })}</span>
        ) : null}
      </Td>
      <Td className="max-w-56">
        {row.app ? (
          <Link href={`/apps/${row.app.id}`} className="block truncate hover:underline">
            {row.app.displayName}
          </Link>
        ) : (
          <span className="text-ink-faint">–</span>
        )}
      </Td>
      <Td className="text-right tabular-nums">{row.revision}</Td>
    </Tr>
  )
}

function NoFlows({ filtered, mayWrite }: { filtered: boolean; mayWrite: boolean }) {
  const t = useTranslations('studio')
  if (filtered)
    return (
      <EmptyState
        icon={SearchX}
        title={t('flows.nothing')}
        action={
          <Link href="/studio/flows" className={buttonStyle({})}>
            {t('flows.showAll')}
          </Link>
        }
      />
    )
  return (
    <EmptyState
      icon={Workflow}
      title={t('flows.empty')}
      action={
        mayWrite ? (
          <Link href="/studio/flows/new" className={buttonStyle({ variant: 'primary' })}>
            {t('flows.new')}
          </Link>
        ) : null
      }
    >
      {t('flows.emptyText')}
    </EmptyState>
  )
}
