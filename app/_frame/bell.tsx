'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { send } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Popover } from '#components/ui/popover.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { NoticePage } from '#server/notices/list-notices.ts'
import { followedKinds, type NoticeView } from '#server/notices/view.ts'

/** Notices of the person, with the number of unread ones. Opening the list marks what it shows as read. */
export function Bell({ personId, initial }: { personId: string; initial: NoticePage }) {
  const t = useTranslations('frame')
  const client = useQueryClient()
  const { data = initial } = useResource('/notices', { initial, topics: [`notices:${personId}`] })

  function sentenceOf({ kind, data: { number, title, requester, device, by, name } }: NoticeView): string {
    if (kind === 'new-device') return t('notice.new-device', { device: String(device ?? t('unknownDevice')) })
    if (kind === 'token-made') return t('notice.token-made', { by: String(by), name: String(name) })
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

  async function markRead() {
    const ids = data.results.filter((notice) => !notice.readAt).map((notice) => notice.id)
    if (ids.length === 0) return
    try {
      await send('POST', '/notices/read', { body: { ids } })
      await client.invalidateQueries({ queryKey: ['/notices'] })
    } catch {
      toast('danger', t('noticesNotRead'))
    }
  }

  return (
    <Popover
      label={data.unread > 0 ? t('noticesUnread', { count: data.unread }) : t('notices')}
      button={
        <>
          <BellIcon aria-hidden className="size-4.5" />
          {data.unread > 0 ? (
            <span className="absolute top-0.5 right-0 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent">
              {data.unread > 9 ? '9+' : data.unread}
            </span>
          ) : null}
        </>
      }
      buttonClassName="relative flex size-9 items-center justify-center rounded-sm text-ink-soft hover:bg-sunken hover:text-ink max-sm:size-11"
      className="w-88"
      onOpen={() => void markRead()}
    >
      {(close) => (
        <>
          <p className="border-b px-4 py-2.5 font-medium">{t('notices')}</p>
          {data.results.length === 0 ? (
            <p className="px-4 py-8 text-center text-sm text-ink-soft">{t('noNotices')}</p>
          ) : (
            <ul className="divide-y">
              {data.results.map((notice) => (
                <li key={notice.id}>
                  <Link
                    href={hrefOf(notice)}
                    onClick={close}
                    className="flex gap-2.5 px-4 py-2.5 text-sm hover:bg-sunken focus-visible:-outline-offset-2"
                  >
                    <span
                      aria-hidden
                      className={
                        notice.readAt
                          ? 'mt-1.5 size-2 shrink-0'
                          : 'mt-1.5 size-2 shrink-0 rounded-full bg-accent'
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
          )}
        </>
      )}
    </Popover>
  )
}

const talks = ['request-comment', 'request-mention', 'request-cancel-asked'] as const

function hrefOf({ kind, data, requestId }: NoticeView): string {
  if (kind === 'approval-waiting' || kind === 'request-nudged')
    return `/inbox?id=${encodeURIComponent(String(data.approvalId))}`
  if (kind === 'new-device') return '/account#sessions'
  if (kind === 'token-made') return '/account#tokens'
  if (kind === 'run-failed') return `/studio/runs/${encodeURIComponent(String(data.executionId))}`
  const place = talks.find((one) => one === kind) ? '#conversation' : ''
  return requestId ? `/requests/${encodeURIComponent(requestId)}${place}` : '/requests'
}
