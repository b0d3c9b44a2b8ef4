'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { decisionKinds, delegationKinds, followedKinds, type NoticeView } from '#server/notices/view.ts'

interface NoticeListProps {
  notices: readonly NoticeView[]
  onLeave(): void
}

/** What has happened, a line each. */
export default function NoticeList({ notices, onLeave }: NoticeListProps) {
  const t = useTranslations('frame')

  function sentenceOf({
    kind,
    data: { number, title, requester, device, by, name, again },
  }: NoticeView): string {
    if (kind === 'new-device') return t('notice.new-device', { device: String(device ?? t('unknownDevice')) })
    if (kind === 'token-made' || kind === 'delegation-made')
      return t(`notice.${kind}`, { by: String(by), name: String(name) })
    if (kind === 'approval-waiting' && again)
      return t('notice.approval-waiting-again', { title: String(title) })
    if (kind === 'approval-waiting' && !requester)
      return t('notice.approval-waiting-system', { title: String(title) })
    const of = followedKinds.find((one) => one === kind)
    const facts = {
      number: String(number),
      title: String(title),
      requester: String(requester),
      by: String(by),
    }
    return of && requester ? t(`noticeOf.${of}`, facts) : t(`notice.${kind}`, facts)
  }

  if (notices.length === 0)
    return <p className="px-4 py-8 text-center text-sm text-ink-soft">{t('noNotices')}</p>
  return (
    <ul className="divide-y">
      {notices.map((notice) => (
        <li key={notice.id}>
          <Link
            href={hrefOf(notice)}
            onClick={onLeave}
            className="flex gap-2.5 px-4 py-2.5 text-sm hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <span
              aria-hidden
              className={
                notice.readAt ? 'mt-1.5 size-2 shrink-0' : 'mt-1.5 size-2 shrink-0 rounded-full bg-accent'
              }
            />
            <span className="min-w-0 flex-1">
              <span className="block wrap-anywhere">{sentenceOf(notice)}</span>
              <RelativeTime at={notice.createdAt} className="text-xs text-ink-faint" />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

const talks = ['request-comment', 'request-mention', 'request-cancel-asked'] as const

function hrefOf({ kind, data, requestId }: NoticeView): string {
  if (decisionKinds.includes(kind)) return `/inbox?id=${encodeURIComponent(String(data.approvalId))}`
  if (kind === 'new-device') return '/account#sessions'
  if (kind === 'token-made') return '/account#tokens'
  if (delegationKinds.some((one) => one === kind)) return '/account#delegations'
  if (kind === 'run-failed') return `/studio/runs/${encodeURIComponent(String(data.executionId))}`
  const place = talks.find((one) => one === kind) ? '#conversation' : ''
  return requestId ? `/requests/${encodeURIComponent(requestId)}${place}` : '/requests'
}
