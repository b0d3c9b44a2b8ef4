'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { send } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { later } from '#components/ui/later.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { NoticePage } from '#server/notices/list-notices.ts'

const NoticeList = later(() => import('./notice-list.tsx'), <Skeleton className="m-4 h-28" />)

/** Notices of the person, with the number of unread ones. Opening the list marks what it shows as read. */
export function Bell({ personId, initial }: { personId: string; initial: NoticePage }) {
  const t = useTranslations('frame')
  const client = useQueryClient()
  const { data = initial } = useResource('/notices', { initial, topics: [`notices:${personId}`] })

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
      onNear={NoticeList.preload}
      onOpen={() => void markRead()}
    >
      {(close) => (
        <>
          <p className="border-b px-4 py-2.5 font-medium">{t('notices')}</p>
          <NoticeList notices={data.results} onLeave={close} />
        </>
      )}
    </Popover>
  )
}
