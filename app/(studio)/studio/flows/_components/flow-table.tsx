'use client'

import { SearchX, Workflow } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import Link from 'next/link'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
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

const keyOf = ({ namespace, id }: FlowRow) => `${namespace}/${id}`

export function FlowTable({ path, initial, filtered, mayWrite }: FlowTableProps) {
  const t = useTranslations('studio')
  const pages = usePages(path, { initial, topics: ['runs'], keyOf, by: 'page' })
  const { rows } = pages

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
            <FlowLine key={keyOf(row)} row={row} />
          ))}
        </tbody>
      </Table>
      <ListFoot pages={pages} />
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
