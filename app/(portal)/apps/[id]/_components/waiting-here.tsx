'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { WaitingHere as Row } from '#server/apps/waiting-here.ts'

interface WaitingHereProps {
  appId: string
  initial: Row[]
}

/** What waits for the reader to go on with it, live; nothing at all where nothing does. */
export default function WaitingHere({ appId, initial }: WaitingHereProps) {
  const t = useTranslations('app')
  const { data: rows = initial } = useResource(`/apps/view/${encodeURIComponent(appId)}/waiting`, {
    initial,
    topics: [`app:${appId}`],
  })
  if (rows.length === 0) return null
  return (
    <Section id="waiting-here" title={t('waitingHere')}>
      <Card>
        <ul className="divide-y overflow-hidden">
          {rows.map(({ executionId, number, title, requester, createdAt }) => (
            <li key={executionId} className="relative min-h-11 px-4 py-3 hover:bg-sunken/60">
              <Link
                href={`/apps/${encodeURIComponent(appId)}?execution=${executionId}`}
                className="line-clamp-2 font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {title}
              </Link>
              <p className="flex min-w-0 gap-1.5 text-sm text-ink-faint">
                <span className="shrink-0 tabular-nums">{number}</span>
                <span aria-hidden>·</span>
                <RelativeTime at={createdAt} className="shrink-0" />
                <span className="truncate">· {requester}</span>
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
