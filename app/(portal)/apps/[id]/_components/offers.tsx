'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { DraftRow } from '#server/drafts/view.ts'

const most = 3
const linkStyle = 'font-medium underline underline-offset-2'

interface OffersProps {
  appId: string
  drafts: readonly DraftRow[]
}

/** Drafts to go on with. One that the form took up again after a reload stands in the address by then, and is not offered to itself. */
export function Offers({ appId, drafts: all }: OffersProps) {
  const t = useTranslations('app')
  const open = useSearchParams().get('draft')
  const drafts = all.filter(({ id }) => id !== open)
  const others = drafts.length - most
  if (drafts.length === 0) return null
  return (
    <Notice tone="info" title={t('offers', { count: drafts.length })}>
      <ul className="space-y-1">
        {drafts.slice(0, most).map((draft) => (
          <li key={draft.id} className="wrap-anywhere">
            <Link href={`/apps/${appId}?draft=${draft.id}`} className={linkStyle}>
              {t('goOnWith', { title: draft.title })}
            </Link>{' '}
            <span className="text-ink-soft">
              · <RelativeTime at={draft.updatedAt} />
            </span>
          </li>
        ))}
        {others > 0 ? (
          <li>
            <Link href={`/requests?outcome=DRAFT&app=${appId}`} className={linkStyle}>
              {t('otherDrafts', { count: others })}
            </Link>
          </li>
        ) : null}
      </ul>
      <p>
        <Link href={`/apps/${appId}?new=1`} className={linkStyle}>
          {t('startAnew')}
        </Link>
      </p>
    </Notice>
  )
}
