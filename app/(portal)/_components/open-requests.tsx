'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import type { Page, RequestRow } from '#server/requests/view.ts'
import { RequestLine } from './request-line.tsx'

const shown = 5

interface OpenRequestsProps {
  personId: string
  path: string
  initial: Page<RequestRow>
}

/** The person's requests that are not closed; where none is, the newest closed ones; a newcomer sees the apps at once. */
export function OpenRequests({ personId, path, initial }: OpenRequestsProps) {
  const t = useTranslations('home')
  const { data = initial } = useResource(path, { initial, topics: [`requests:${personId}`] })
  if (data.results.length === 0) return null
  const open = data.results.filter((row) => !row.closedAt)
  const rows = (open.length > 0 ? open : data.results).slice(0, open.length > 0 ? shown : 3)
  return (
    <Section
      id="requests"
      title={open.length > 0 ? t('open') : t('recent')}
      actions={
        <Link href="/requests" className="text-sm text-accent-strong hover:underline">
          {t('allRequests')}
        </Link>
      }
    >
      <Card>
        <ul className="divide-y overflow-hidden">
          {rows.map((row) => (
            <RequestLine key={row.id} row={row} personId={personId} />
          ))}
        </ul>
      </Card>
    </Section>
  )
}
