'use client'

import { Inbox as InboxIcon, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useRef, useState } from 'react'
import { usePages } from '#components/live/use-pages.ts'
import { useResource } from '#components/live/use-resource.ts'
import { cn } from '#components/ui/cn.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { later } from '#components/ui/later.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { ApprovalRow, ApprovalView, Box } from '#server/approvals/view.ts'
import type { Say } from '#engine/flow/approvals/types.ts'
import type { Page } from '#server/requests/view.ts'
import { ApprovalDetail } from './approval-detail.tsx'
import { boxes } from './boxes.ts'
import { InboxList } from './inbox-list.tsx'
import { useChosen } from './use-chosen.ts'

const ChosenBar = later(() => import('./chosen-bar.tsx'))
const ListFoot = later(async () => ({ default: (await import('#components/live/list-foot.tsx')).ListFoot }))
const DecidedLately = later(() => import('./decided-lately.tsx'))

export type Wish = Say

interface InboxProps {
  personId: string
  box: Box
  path: string
  filtered: boolean
  initial: Page<ApprovalRow>
  counts: { mine: number; group: number; delegated: number }
  /** The approval that the page opens with. */
  opened: ApprovalView | undefined
}

/** List and detail side by side; on a phone one after the other. */
export function Inbox({ personId, box, path, filtered, initial, counts: initialCounts, opened }: InboxProps) {
  const t = useTranslations('inbox')
  const common = useTranslations('common')
  const params = useSearchParams()
  const topics = [`inbox:${personId}`]
  const pages = usePages<ApprovalRow>(path, { initial, topics, keyOf: ({ id }) => id })
  const { rows } = pages
  const { data: counts } = useResource('/approvals/count', { initial: initialCounts, topics })
  const [wish, setWish] = useState<{ id: string; vote: Wish }>()
  const list = useRef<HTMLUListElement>(null)
  const chosen = useChosen(rows)
  // most people stand in for nobody
  const shownBoxes = boxes.filter((key) => key !== 'delegated' || key === box || (counts?.delegated ?? 0) > 0)
  const asked = params.get('id') ?? undefined
  const shown = asked ?? rows[0]?.id

  function select(id: string | undefined, how: 'push' | 'replace') {
    const next = new URLSearchParams(params)
    if (id) next.set('id', id)
    else next.delete('id')
    const url = `/inbox?${next.toString()}`
    if (how === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }

  /** What is decided leaves the list: the next one comes up. */
  function decided(id: string) {
    const at = rows.findIndex((row) => row.id === id)
    const next = rows[at + 1] ?? rows[at - 1]
    setWish(undefined)
    if (box === 'done') return
    pages.drop(id)
    select(next?.id, 'replace')
    // Not on the row that is about to go: the focus would go with it. The list may be newer than what is known here.
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const link = links.find(({ dataset }) => dataset.id === next?.id)
    if (link) link.focus()
    else document.getElementById('content')?.focus()
  }

  return (
    <>
      <h1 className="sr-only">{t('title')}</h1>
      <div className="grid min-h-[calc(100dvh-3rem)] md:grid-cols-[21rem_minmax(0,1fr)]">
        <div
          className={cn(
            'min-w-0 border-r max-md:border-r-0 md:sticky md:top-12 md:h-[calc(100dvh-3rem)] md:overflow-y-auto',
            asked && 'max-md:hidden',
          )}
        >
          <div className="sticky top-0 z-1 bg-ground">
            <div className="p-3 pb-1">
              <SearchBox label={t('search')} clearLabel={common('clear')} />
            </div>
            <Tabs
              label={t('boxes')}
              current={box}
              tabs={shownBoxes.map((key) => ({
                key,
                href: key === 'mine' ? '/inbox' : `/inbox?box=${key}`,
                label: t(`box.${key}`),
                count: key === 'done' ? undefined : counts?.[key],
              }))}
              className="px-2"
            />
          </div>
          {rows.length > 0 ? (
            <InboxList
              ref={list}
              rows={rows}
              shown={shown}
              chosen={chosen}
              onSelect={select}
              onWish={(id, vote) => {
                setWish({ id, vote })
              }}
            />
          ) : (
            <div className="p-4">
              <EmptyState
                icon={filtered ? SearchX : InboxIcon}
                title={t(filtered ? 'nothing' : `empty.${box}`)}
              >
                {filtered ? null : t(`emptyText.${box}`)}
              </EmptyState>
            </div>
          )}
          {rows.length < pages.total ? (
            <div className="px-3 pb-3">
              <ListFoot pages={pages} />
            </div>
          ) : null}
          {chosen.begun ? <ChosenBar chosen={chosen} onDecided={pages.drop} /> : null}
        </div>
        <div className={cn('min-w-0', !asked && 'max-md:hidden')}>
          {shown ? (
            <ApprovalDetail
              key={shown}
              id={shown}
              personId={personId}
              initial={opened?.id === shown ? opened : undefined}
              wish={wish?.id === shown ? wish.vote : undefined}
              onWish={(vote) => {
                setWish(vote ? { id: shown, vote } : undefined)
              }}
              onBack={() => {
                select(undefined, 'push')
              }}
              onDecided={() => {
                decided(shown)
              }}
            />
          ) : (
            <DecidedLately personId={personId} />
          )}
        </div>
      </div>
    </>
  )
}
