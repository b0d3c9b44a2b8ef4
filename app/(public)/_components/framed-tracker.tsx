'use client'

import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { AppPageView } from '#server/apps/view.ts'
import type { RequestView } from '#server/requests/view.ts'
import { GuestTracker } from './guest-tracker.tsx'

interface FramedTrackerProps {
  requestId: string
  number: string
  token: string
  /** Bytes of the largest file that is taken. */
  maxUploadBytes: number
}

/** What became of a form that was sent in a frame, in the same place; its page of its own opens in a tab. */
export default function FramedTracker({ requestId, number, token, maxUploadBytes }: FramedTrackerProps) {
  const t = useTranslations('outside')
  const path = `/requests/${encodeURIComponent(requestId)}`
  const { data: request, error } = useResource<RequestView>(path)
  const page = useResource<AppPageView | null>(`${path}/page`)
  return (
    <div className="space-y-6">
      <Notice tone="success" role="status" title={t('received', { number })}>
        <p>{t('receivedText')}</p>
        <p className="pt-2">
          <a
            href={`/guest/${token}?request=${requestId}&new=1`}
            target="_blank"
            rel="noreferrer"
            className={buttonStyle({})}
          >
            {t('follow')}
          </a>
        </p>
      </Notice>
      {error ? <TroubleNotice error={error} /> : null}
      {request && !page.isPending ? (
        <GuestTracker
          token={token}
          initial={request}
          initialPage={page.data ?? null}
          maxUploadBytes={maxUploadBytes}
        />
      ) : error ? null : (
        <Skeleton className="h-96" />
      )}
    </div>
  )
}
