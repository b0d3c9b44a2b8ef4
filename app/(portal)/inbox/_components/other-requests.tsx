'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Card, Section } from '#components/ui/card.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import { OutcomePill } from '../../_components/outcome-pill.tsx'

interface OtherRequestsProps {
  requests: ApprovalView['others']
  /** Name of who made them. */
  requester: string
}

/** What the same person asked for besides. */
export default function OtherRequests({ requests, requester }: OtherRequestsProps) {
  const t = useTranslations('inbox')
  return (
    <Section id="others" title={t('others', { name: requester })}>
      <Card>
        <ul className="divide-y">
          {requests.map((other) => (
            <li key={other.id} className="flex items-center gap-3 px-4 py-2.5 text-sm">
              <Link href={`/requests/${other.id}`} className="min-w-0 flex-1 truncate hover:underline">
                <span className="mr-1 text-ink-faint tabular-nums">{other.number}</span> {other.title}
              </Link>
              <OutcomePill outcome={other.outcome} />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
