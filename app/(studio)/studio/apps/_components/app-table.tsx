'use client'

import { LayoutTemplate, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { AppRow } from '#server/apps/view.ts'
import type { Page } from '#server/requests/view.ts'
import { appHref, flowHref } from '../../../_components/param.ts'
import { AppBulkBar } from './app-bulk-bar.tsx'
import { AppState } from './app-state.tsx'

interface AppTableProps {
  /** REST path of the first page. */
  path: string
  initial: Page<AppRow>
  filtered: boolean
  mayWrite: boolean
}

const keyOf = ({ uid }: AppRow) => uid

/** Apps, by name; those that are chosen can be switched, exported or deleted together. */
export function AppTable({ path, initial, filtered, mayWrite }: AppTableProps) {
  const t = useTranslations('studio')
  const pages = usePages(path, { initial, topics: ['apps'], keyOf, by: 'page' })
  const { rows } = pages
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(({ uid }) => picked.has(uid))

  function toggle(uid: string) {
    const next = new Set(picked)
    if (!next.delete(uid)) next.add(uid)
    setPicked(next)
  }

  if (rows.length === 0) return <NoApps filtered={filtered} mayWrite={mayWrite} />
  return (
    <>
      <AppBulkBar
        chosen={chosen}
        path={path}
        mayWrite={mayWrite}
        onClear={() => {
          setPicked(new Set())
        }}
      />
      <Table label={t('apps.title')}>
        <thead>
          <tr>
            <Th>
              <Pick
                label={t('apps.pickAll')}
                checked={chosen.length === rows.length}
                onToggle={() => {
                  setPicked(new Set(chosen.length === rows.length ? [] : rows.map(keyOf)))
                }}
              />
            </Th>
            <Th>{t('apps.app')}</Th>
            <Th>{t('flow')}</Th>
            <Th>{t('apps.state')}</Th>
            <Th>{t('apps.tags')}</Th>
            <Th>{t('apps.changed')}</Th>
            <Th className="text-right">{t('revision')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AppLine
              key={row.uid}
              row={row}
              picked={picked.has(row.uid)}
              onToggle={() => {
                toggle(row.uid)
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

function AppLine({ row, picked, onToggle }: { row: AppRow; picked: boolean; onToggle(): void }) {
  const t = useTranslations('studio.apps')
  return (
    <Tr>
      <Td>
        <Pick label={t('pick', { name: row.name })} checked={picked} onToggle={onToggle} />
      </Td>
      <Td className="max-w-80 min-w-48">
        <Link href={appHref(row.uid)} className="block font-medium wrap-anywhere hover:underline">
          {row.name}
        </Link>
        <span className="block truncate text-xs text-ink-faint">{row.id}</span>
      </Td>
      <Td className="max-w-64 min-w-40">
        <Link href={flowHref(row.namespace, row.flowId)} className="block wrap-anywhere hover:underline">
          {row.flowId}
        </Link>
        <span className="block truncate text-xs text-ink-faint">{row.namespace}</span>
      </Td>
      <Td>
        <AppState app={row} />
      </Td>
      <Td className="max-w-56">
        <span className="flex flex-wrap gap-1">
          {row.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </span>
      </Td>
      <Td className="whitespace-nowrap">
        <RelativeTime at={row.updated} className="text-ink-soft" />
      </Td>
      <Td className="text-right tabular-nums">{row.revision}</Td>
    </Tr>
  )
}

function NoApps({ filtered, mayWrite }: { filtered: boolean; mayWrite: boolean }) {
  const t = useTranslations('studio.apps')
  if (filtered)
    return (
      <EmptyState
        icon={SearchX}
        title={t('nothing')}
        action={
          <Link href="/studio/apps" className={buttonStyle({})}>
            {t('showAll')}
          </Link>
        }
      />
    )
  return (
    <EmptyState
      icon={LayoutTemplate}
      title={t('empty')}
      action={
        mayWrite ? (
          <Link href="/studio/apps/new" className={buttonStyle({ variant: 'primary' })}>
            {t('new')}
          </Link>
        ) : null
      }
    >
      {t('emptyText')}
    </EmptyState>
  )
}
