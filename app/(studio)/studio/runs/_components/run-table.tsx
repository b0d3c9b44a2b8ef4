'use client'

import { Play, SearchX } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { lasted } from '#components/run-timeline/task-run.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { Page } from '#server/requests/view.ts'
import type { RunRow } from '#server/runs/view.ts'
import { BulkBar } from './bulk-bar.tsx'
import { flowHref, runHref } from '../../../_components/param.ts'

interface RunTableProps {
  /** REST path of the first page. */
  path: string
  initial: Page<RunRow>
  filtered: boolean
}

const keyOf = ({ id }: RunRow) => id

/** Runs, live, the newest first. */
export function RunTable({ path, initial, filtered }: RunTableProps) {
  const t = useTranslations('studio')
  const pages = usePages(path, { initial, topics: ['runs'], keyOf })
  const { rows } = pages
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(({ id }) => picked.has(id))

  function toggle(id: string) {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    setPicked(next)
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
      <BulkBar
        chosen={chosen}
        path={path}
        onClear={() => {
          setPicked(new Set())
        }}
      />
      <Table label={t('runs.title')}>
        <thead>
          <tr>
            <Th>
              <Pick
                label={t('bulk.pickAll')}
                checked={chosen.length === rows.length}
                onToggle={() => {
                  setPicked(new Set(chosen.length === rows.length ? [] : rows.map(({ id }) => id)))
                }}
              />
            </Th>
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
            <RunLine
              key={row.id}
              row={row}
              picked={picked.has(row.id)}
              onToggle={() => {
                toggle(row.id)
              }}
            />
          ))}
        </tbody>
      </Table>
      <ListFoot pages={pages} />
    </>
  )
}

function Pick({ label, checked, onToggle }: { label: string; checked: boolean; onToggle(): void }) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={onToggle}
      className="block size-4 max-sm:size-6"
    />
  )
}

function RunLine({ row, picked, onToggle }: { row: RunRow; picked: boolean; onToggle(): void }) {
  const t = useTranslations('studio.bulk')
  const now = useNow({ updateInterval: row.state.endDate === undefined ? 1000 : 3_600_000 }).getTime()
  return (
    <Tr>
      <Td>
        <Pick label={t('pick', { id: row.id.slice(0, 8) })} checked={picked} onToggle={onToggle} />
      </Td>
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
