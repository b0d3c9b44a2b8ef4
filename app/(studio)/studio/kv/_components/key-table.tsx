'use client'

import { KeyRound, Pencil, SearchX, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { KvEntry } from '#server/kv/view.ts'
import { keyPath } from './key-path.ts'
import { RowButton } from '../../../_components/row-button.tsx'

const KeyDrawer = dynamic(() => import('./key-drawer.tsx'), { ssr: false })
const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })

/** Roots of the namespaces in which one may. */
type Roots = 'all' | readonly string[]

const within = (roots: Roots, namespace: string) =>
  roots === 'all' || roots.some((root) => namespace === root || namespace.startsWith(`${root}.`))

interface KeyTableProps {
  /** REST path of the first page. */
  path: string
  initial: { results: KvEntry[]; total: number }
  filtered: boolean
  mayWrite: Roots
  mayDelete: Roots
}

/** Keys with all but their values, live. */
export function KeyTable({ path, initial, filtered, mayWrite, mayDelete }: KeyTableProps) {
  const t = useTranslations('studio.kv')
  const pages = usePages<KvEntry>(path, {
    initial,
    topics: ['kv'],
    keyOf: ({ namespace, key }) => `${namespace}/${key}`,
    by: 'page',
  })
  const [shown, setShown] = useState<KvEntry>()
  const [doomed, setDoomed] = useState<KvEntry>()
  if (pages.rows.length === 0)
    return filtered ? (
      <EmptyState
        icon={SearchX}
        title={t('nothing')}
        action={
          <Link href="/studio/kv" className={buttonStyle({})}>
            {t('showAll')}
          </Link>
        }
      />
    ) : (
      <EmptyState icon={KeyRound} title={t('empty')}>
        {t('emptyText')}
      </EmptyState>
    )
  return (
    <>
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('key')}</Th>
            <Th>{t('type')}</Th>
            <Th>{t('changed')}</Th>
            <Th>{t('expires')}</Th>
            <Th>
              <span className="sr-only">{t('actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {pages.rows.map((row) => (
            <KeyLine
              key={`${row.namespace}/${row.key}`}
              row={row}
              mayWrite={within(mayWrite, row.namespace)}
              mayDelete={within(mayDelete, row.namespace)}
              onShow={() => {
                setShown(row)
              }}
              onDelete={() => {
                setDoomed(row)
              }}
            />
          ))}
        </tbody>
      </Table>
      <ListFoot pages={pages} />
      {shown ? (
        <KeyDrawer
          entry={shown}
          path={path}
          mayWrite={within(mayWrite, shown.namespace)}
          onClose={() => {
            setShown(undefined)
          }}
        />
      ) : null}
      {doomed ? (
        <DeleteDialog
          title={t('deleteTitle', { key: doomed.key })}
          path={keyPath(doomed)}
          refresh={[path]}
          done={t('deleted', { key: doomed.key })}
          onClose={() => {
            setDoomed(undefined)
          }}
        >
          {t('deleteText', { namespace: doomed.namespace })}
        </DeleteDialog>
      ) : null}
    </>
  )
}

interface KeyLineProps {
  row: KvEntry
  mayWrite: boolean
  mayDelete: boolean
  onShow(): void
  onDelete(): void
}

function KeyLine({ row, mayWrite, mayDelete, onShow, onDelete }: KeyLineProps) {
  const t = useTranslations('studio.kv')
  return (
    <Tr>
      <Td className="max-w-96 min-w-52">
        <button
          type="button"
          onClick={onShow}
          className="block rounded-sm text-left font-mono font-medium wrap-anywhere hover:underline max-sm:min-h-11"
        >
          {row.key}
        </button>
        <span className="block truncate text-xs text-ink-faint" title={row.namespace}>
          {row.namespace}
        </span>
        {row.description ? (
          <span className="line-clamp-2 block text-xs wrap-anywhere text-ink-soft">{row.description}</span>
        ) : null}
      </Td>
      <Td>
        <Badge>{t(`types.${row.type}`)}</Badge>
      </Td>
      <Td className="whitespace-nowrap">
        <RelativeTime at={row.updateDate} className="block" />
        <span className="block text-xs text-ink-faint">{t('revision', { revision: row.revision })}</span>
      </Td>
      <Td className="whitespace-nowrap">
        {row.expirationDate ? (
          <RelativeTime at={row.expirationDate} />
        ) : (
          <span className="text-ink-faint">{t('never')}</span>
        )}
      </Td>
      <Td className="text-right whitespace-nowrap">
        {mayWrite ? <RowButton icon={Pencil} label={t('edit', { key: row.key })} onClick={onShow} /> : null}
        {mayDelete ? (
          <RowButton icon={Trash2} label={t('delete', { key: row.key })} onClick={onDelete} />
        ) : null}
      </Td>
    </Tr>
  )
}
