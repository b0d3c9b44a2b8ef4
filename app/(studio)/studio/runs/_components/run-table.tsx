'use client'

import { Play, SearchX } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { get } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { lasted } from '#components/run-timeline/task-run.ts'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { Page } from '#server/requests/view.ts'
import type { RunRow } from '#server/runs/view.ts'
import { flowHref, runHref } from '../../../_components/param.ts'

interface RunTableProps {
  /** REST path of the first page. */
  path: string
  initial: Page<RunRow>
  filtered: boolean
}

/** Runs, live, the newest first. */
export function RunTable({ path, initial, filtered }: RunTableProps) {
  const t = useTranslations('studio')
  const common = useTranslations('common')
  const { data = initial } = useResource(path, { initial, topics: ['runs'] })
  const [more, setMore] = useState<Page<RunRow>[]>([])
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const after = more.length > 0 ? more.at(-1)?.after : data.after
  const first = new Set(data.results.map((row) => row.id))
  const rows = [...data.results, ...more.flatMap((page) => page.results).filter((row) => !first.has(row.id))]

  async function loadMore(cursor: string) {
    setPending(true)
    setTrouble(undefined)
    try {
      const page = await get<Page<RunRow>>(`${path}&after=${encodeURIComponent(cursor)}`)
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
        title={t('runs.nothing')}
        action={
          <Link href="/studio/runs" className={buttonStyle({})}>
            {t('runs.showAll')}
          </Link>
        }
      />
    ) : (
      <EmptyState icon={Play} title={t('runs.empty')}>
        {t('runs.emptyText')}
      </EmptyState>
    )
  return (
    <>
      <Table label={t('runs.title')}>
        <thead>
          <tr>
            <Th>{t('state')}</Th>
            <Th>{t('flow')}</Th>
            <Th>{t('runs.requester')}</Th>
            <Th>{t('runs.started')}</Th>
            <Th className="text-right">{t('duration')}</Th>
            <Th>{t('runs.id')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RunLine key={row.id} row={row} />
          ))}
        </tbody>
      </Table>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-4 flex items-center justify-between gap-4 text-sm text-ink-faint">
        <span role="status">
          {t('shown', { shown: rows.length, total: Math.max(data.total, rows.length) })}
        </span>
        {after ? (
          <Button size="sm" pending={pending} onClick={() => void loadMore(after)}>
            {common('more')}
          </Button>
        ) : null}
      </div>
    </>
  )
}

function RunLine({ row }: { row: RunRow }) {
  const now = useNow({ updateInterval: row.state.endDate === undefined ? 1000 : 3_600_000 }).getTime()
  return (
    <Tr>
      <Td>
        <Link href={runHref(row.id)} className="inline-block rounded-full">
          <StatePill state={row.state.current} />
        </Link>
      </Td>
      <Td className="max-w-64 min-w-40">
        <Link
          href={flowHref(row.namespace, row.flowId)}
          className="block font-medium wrap-anywhere hover:underline"
        >
          {row.flowId}
        </Link>
        <span className="block truncate text-xs text-ink-faint">{row.namespace}</span>
      </Td>
      <Td className="whitespace-nowrap">
        {row.requestNumber && row.requestId ? (
          <Link href={`/requests/${row.requestId}`} className="block tabular-nums hover:underline">
            {row.requestNumber}
          </Link>
        ) : null}
        <span className="block text-xs text-ink-faint">{row.requester ?? '–'}</span>
      </Td>
      <Td className="whitespace-nowrap">
        <RelativeTime at={row.state.startDate} />
      </Td>
      <Td className="text-right whitespace-nowrap tabular-nums">
        <span suppressHydrationWarning>{lasted(row.state, now)}</span>
      </Td>
      <Td>
        <Link
          href={runHref(row.id)}
          title={row.id}
          className="font-mono text-xs text-ink-soft hover:text-ink hover:underline"
        >
          {row.id.slice(0, 8)}
        </Link>
      </Td>
    </Tr>
  )
}
