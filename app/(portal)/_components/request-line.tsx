'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ListedRequest, RequestRow } from '#server/requests/view.ts'
import { ExpectedEnd } from './expected-end.tsx'
import { OutcomePill } from './outcome-pill.tsx'
import { StageBar } from './stage-bar.tsx'
import { useWho } from './use-who.ts'

interface RequestLineProps {
  row: RequestRow & Partial<Pick<ListedRequest, 'requester'>>
  /** Whose list it is: the requester is named where it is somebody else. Absent: all are the reader's own. */
  personId?: string
}

/** One request in a list: what, how far, who has it, and when it will likely end. The whole line leads to the tracker. */
export function RequestLine({ row, personId }: RequestLineProps) {
  const t = useTranslations('portal')
  const who = useWho()(row.waitingFor)
  const open = !row.closedAt
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken/60 sm:grid-cols-[minmax(0,1fr)_13rem_8.5rem] lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_8.5rem]">
      <div className="min-w-0">
        <Link
          href={`/requests/${row.id}`}
          className="line-clamp-2 font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {row.title}
        </Link>
        <p className="flex min-w-0 gap-1.5 text-sm text-ink-faint">
          <span className="shrink-0 tabular-nums">{row.number}</span>
          <span aria-hidden>·</span>
          <RelativeTime at={row.closedAt ?? row.createdAt} className="shrink-0" />
          {row.app ? <span className="truncate">· {row.app.displayName}</span> : null}
          {row.requester && personId && row.requester.id !== personId ? (
            <span className="truncate">· {t('askedBy', { name: row.requester.name })}</span>
          ) : null}
        </p>
      </div>
      <div className="min-w-0 text-sm max-sm:order-last max-sm:col-span-2">
        {open && row.stage ? (
          <>
            <p className="flex items-center gap-2">
              <StageBar index={row.stage.index} of={row.stage.of} />
              <span className="truncate text-ink-soft">{row.stage.title}</span>
              <span className="shrink-0 text-xs text-ink-faint tabular-nums">
                {t('stageOf', { number: row.stage.index + 1, count: row.stage.of })}
              </span>
            </p>
            {who ? <p className="truncate text-xs text-ink-faint">{t('with', { who })}</p> : null}
            {row.expected ? (
              <p className="text-xs text-ink-faint">
                <ExpectedEnd expected={row.expected} />
              </p>
            ) : null}
          </>
        ) : null}
      </div>
      <div className="justify-self-end sm:justify-self-start">
        <OutcomePill outcome={row.outcome} />
      </div>
    </li>
  )
}
