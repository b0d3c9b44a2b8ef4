'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState, type MouseEvent } from 'react'
import { useResource } from '#components/live/use-resource.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ApprovalRow } from '#server/approvals/view.ts'
import type { Page } from '#server/requests/view.ts'
import { DueBadge } from './due-badge.tsx'

const DecideDrawer = later(() => import('./decide-drawer.tsx'))

interface WaitingForYouProps {
  personId: string
  /** REST path of the list. */
  path: string
  /** Absent: asked for when it is shown. */
  initial?: Page<ApprovalRow>
}

/** The most urgent decisions; nothing at all where none waits. */
export function WaitingForYou({ personId, path, initial }: WaitingForYouProps) {
  const t = useTranslations('home')
  const { data } = useResource<Page<ApprovalRow>>(path, { initial, topics: [`inbox:${personId}`] })
  const [chosen, setChosen] = useState<string>()
  const [used, setUsed] = useState(false)
  const drawer = used ? (
    <DecideDrawer
      id={chosen}
      personId={personId}
      onClose={() => {
        setChosen(undefined)
      }}
    />
  ) : null
  if (!data || data.results.length === 0) return drawer
  return (
    <Section
      id="waiting"
      title={t('waiting')}
      actions={
        data.total > data.results.length ? (
          <Link href="/inbox" className="text-sm text-accent-strong hover:underline">
            {t('allWaiting', { count: data.total })}
          </Link>
        ) : null
      }
    >
      <Card>
        <ul className="divide-y overflow-hidden">
          {data.results.map((row) => (
            <ApprovalLine
              key={row.id}
              row={row}
              onOpen={() => {
                setUsed(true)
                setChosen(row.id)
              }}
            />
          ))}
        </ul>
      </Card>
      {drawer}
    </Section>
  )
}

function ApprovalLine({ row, onOpen }: { row: ApprovalRow; onOpen(): void }) {
  const t = useTranslations('home')

  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onOpen()
  }

  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3.5 gap-y-1.5 px-4 py-3 hover:bg-sunken/60 sm:grid-cols-[auto_minmax(0,1fr)_auto] md:grid-cols-[auto_minmax(0,1fr)_18rem_9rem]">
      {row.requester ? <Avatar name={row.requester.name} className="size-8" /> : null}
      <div className="min-w-0">
        <Link
          href={`/inbox?id=${encodeURIComponent(row.id)}`}
          onClick={open}
          className="line-clamp-2 font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {row.title}
        </Link>
        <p className="truncate text-sm text-ink-faint">
          {row.requester
            ? t('asks', { name: row.requester.name, what: row.request?.title ?? row.title })
            : row.request?.title}
        </p>
      </div>
      <div className="hidden grid-cols-2 gap-4 text-sm md:grid">
        {row.keyValues.slice(0, 2).map((value) => (
          <span key={value.label} className="truncate">
            <span className="block text-xs text-ink-faint">{value.label}</span>
            {value.display}
          </span>
        ))}
      </div>
      <div className="max-sm:col-start-2 md:justify-self-end">
        {row.dueAt ? (
          <DueBadge at={row.dueAt} working={row.working} />
        ) : (
          <RelativeTime at={row.createdAt} className="text-sm text-ink-faint" />
        )}
      </div>
    </li>
  )
}
