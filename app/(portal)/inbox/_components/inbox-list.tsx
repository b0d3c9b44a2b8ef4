'use client'

import { useTranslations } from 'next-intl'
import type { KeyboardEvent, Ref } from 'react'
import { CircleCheck, CircleX, Undo2, type LucideIcon } from 'lucide-react'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import { later } from '#components/ui/later.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ApprovalRow } from '#server/approvals/view.ts'
import { DueBadge } from '../../_components/due-badge.tsx'
import { Decision } from './decision-panel.tsx'
import type { Wish } from './inbox.tsx'
import type { Chosen } from './use-chosen.ts'

const RowNote = later(() => import('./row-note.tsx'))

const looks: Record<Wish, { tone: Tone; icon: LucideIcon }> = {
  APPROVE: { tone: 'success', icon: CircleCheck },
  DENY: { tone: 'danger', icon: CircleX },
  SEND_BACK: { tone: 'warning', icon: Undo2 },
}

interface InboxListProps {
  ref: Ref<HTMLUListElement>
  rows: readonly ApprovalRow[]
  shown: string | undefined
  chosen: Chosen
  onSelect(id: string, how: 'push' | 'replace'): void
  onWish(id: string, vote: Wish): void
}

/** Single letters work only here, while the focus is in the list. */
export function InboxList({ ref, rows, shown, chosen, onSelect, onWish }: InboxListProps) {
  const t = useTranslations('inbox')

  function take(event: KeyboardEvent<HTMLUListElement>) {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const links = [...event.currentTarget.querySelectorAll('a')]
    const at = links.findIndex((link) => link === document.activeElement)
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    const row = rows[step === undefined ? at : at + step]
    if (at < 0 || !row) return
    if (step !== undefined) {
      links[at + step]?.focus()
      onSelect(row.id, 'replace')
    } else if (event.key === 'a' || event.key === 'd') {
      onSelect(row.id, 'replace')
      onWish(row.id, event.key === 'a' ? 'APPROVE' : 'DENY')
    } else if (event.key === 'x' && chosen.fits(row)) chosen.toggle(row)
    else return
    event.preventDefault()
  }

  return (
    <ul
      ref={ref}
      aria-label={t('list')}
      onKeyDown={take}
      onFocus={Decision.preload}
      className="divide-y border-b"
    >
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex border-l-2 border-transparent md:has-[[aria-current]]:border-accent md:has-[[aria-current]]:bg-accent-soft/60"
        >
          <Choice row={row} chosen={chosen} />
          <a
            data-id={row.id}
            href={`/inbox?id=${encodeURIComponent(row.id)}`}
            aria-current={row.id === shown ? 'true' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              onSelect(row.id, 'push')
            }}
            className="min-w-0 flex-1 py-3 pr-3.5 pl-2 hover:bg-sunken/60 focus-visible:-outline-offset-2"
          >
            <Row row={row} />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What cannot be decided, or not with the others, has no box. */
function Choice({ row, chosen }: { row: ApprovalRow; chosen: Chosen }) {
  const t = useTranslations('inbox')
  return (
    <span className="flex w-8 shrink-0 justify-center pt-3.5 max-sm:w-11">
      {chosen.fits(row) ? (
        <input
          type="checkbox"
          aria-label={t('choose', { title: row.title, name: row.requester?.name ?? '' })}
          checked={chosen.has(row)}
          onChange={() => {
            chosen.toggle(row)
          }}
          className="size-4 max-sm:size-5"
        />
      ) : null}
    </span>
  )
}

function Row({ row }: { row: ApprovalRow }) {
  const t = useTranslations('inbox')
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{row.title}</span>
        <RelativeTime at={row.closedAt ?? row.createdAt} className="shrink-0 text-xs text-ink-faint" />
      </span>
      <span className="mt-0.5 flex min-w-0 items-center gap-1.5 text-sm text-ink-soft">
        {row.requester ? <Avatar name={row.requester.name} className="size-5" /> : null}
        <span className="truncate">
          {[row.requester?.name, row.request?.title ?? row.appName].filter(Boolean).join(' · ')}
        </span>
      </span>
      {row.keyValues.length > 0 ? (
        <span className="mt-1 block truncate text-sm text-ink-faint">
          {row.keyValues
            .slice(0, 2)
            .map((value) => `${value.label}: ${value.display}`)
            .join(' · ')}
        </span>
      ) : null}
      {row.dueAt && row.state === 'OPEN' ? (
        <span className="mt-1.5 block">
          <DueBadge at={row.dueAt} working={row.working} />
        </span>
      ) : null}
      {row.onBehalfOf || row.claimedBy ? <RowNote row={row} /> : null}
      {row.mine ? (
        <span className="mt-1.5 block">
          <Badge {...looks[row.mine.vote]}>{t(`you.${row.mine.vote}`)}</Badge>
        </span>
      ) : null}
    </>
  )
}
