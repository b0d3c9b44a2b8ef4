'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { callAsOutsider } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { HostProvider } from '#components/ui/host.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { AppPageView } from '#server/apps/view.ts'
import type { RequestView } from '#server/requests/view.ts'
import { OutcomePill } from '../../(portal)/_components/outcome-pill.tsx'
import { ConversationSlot } from '../../(portal)/_conversation/conversation-slot.tsx'
import { History } from '../../(portal)/requests/[id]/_components/history.tsx'
import { placesComments } from '../../(portal)/requests/[id]/_components/places-comments.ts'
import { Rounds, StandardBody } from '../../(portal)/requests/[id]/_components/standard-body.tsx'
import { outsideHost } from './outside-host.ts'

const GuestLaidOut = dynamic(() => import('./guest-laid-out.tsx'), {
  loading: () => <Skeleton className="h-96 rounded-lg" />,
})

const ChangesAsked = later(
  () => import('../../(portal)/requests/[id]/_components/changes-asked.tsx'),
  <Skeleton className="h-96 rounded-lg" />,
)
interface GuestTrackerProps {
  token: string
  initial: RequestView
  /** What its app lays out for the present moment; null: nothing of its own. */
  initialPage: AppPageView | null
  /** Bytes of the largest file that is taken. */
  maxUploadBytes: number
}

/** A guest's request as it goes on, live: the parts of the portal's tracker, by the token of their link. */
export function GuestTracker({ token, initial, initialPage, maxUploadBytes }: GuestTrackerProps) {
  const t = useTranslations('tracker')
  const words = useTranslations('conversation')
  // before anything below calls or listens
  useState(() => {
    if (typeof window !== 'undefined') callAsOutsider(token)
  })
  const host = useMemo(() => outsideHost({ maxUploadBytes }), [maxUploadBytes])
  const path = `/requests/${initial.id}`
  const topics = [`request:${initial.id}`]
  const { data: request = initial } = useResource(path, { initial, topics })
  const pagePath = `${path}/page`
  const { data: page = initialPage } = useResource(pagePath, { initial: initialPage, topics })
  const fileHref = (uri: string) =>
    `/guest/${encodeURIComponent(token)}/file?request=${encodeURIComponent(request.id)}&uri=${encodeURIComponent(uri)}`
  const conversation = <ConversationSlot requestId={request.id} title={words('title')} fileHref={fileHref} />
  return (
    <HostProvider host={host}>
      <div className="space-y-6">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-ink-soft">
          <OutcomePill outcome={request.changes ? 'NEEDS_CHANGES' : request.outcome} />
          <span className="tabular-nums">{request.number}</span>
        </p>
        {request.hold ? (
          <Notice tone="warning" role="status" title={t('hold', { stage: request.hold.stage })}>
            <p>{t('holdText', { told: request.hold.told })}</p>
          </Notice>
        ) : null}
        {request.changes ? <ChangesAsked request={request} /> : null}
        {page ? (
          <GuestLaidOut
            request={request}
            view={page}
            path={pagePath}
            fileHref={fileHref}
            comments={conversation}
          />
        ) : (
          <StandardBody request={request} fileHref={fileHref} />
        )}
        {page ? <Rounds request={request} fileHref={fileHref} /> : null}
        {page && placesComments(page.blocks) ? null : conversation}
        <History history={request.history} fileHref={fileHref} />
      </div>
    </HostProvider>
  )
}
