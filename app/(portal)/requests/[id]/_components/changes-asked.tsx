'use client'

import { useTranslations } from 'next-intl'
import { later } from '#components/ui/later.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RequestView } from '#server/requests/view.ts'

const ChangeRequest = later(() => import('./change-request.tsx'), <Skeleton className="h-96 rounded-lg" />)

/** That somebody asks for changes, and for which; for the requester with the form to make them. */
export default function ChangesAsked({ request }: { request: RequestView }) {
  const t = useTranslations('tracker')
  const { changes, may, requester } = request
  if (!changes) return null
  return (
    <div className="space-y-5">
      <Notice
        tone="warning"
        role="status"
        title={
          may.resubmit
            ? t('changesAskedYou', { name: changes.by.name })
            : t('changesAsked', { name: changes.by.name, requester: requester.name })
        }
      >
        <p className="wrap-anywhere whitespace-pre-wrap">{changes.comment}</p>
      </Notice>
      {may.resubmit ? <ChangeRequest key={request.round} id={request.id} /> : null}
    </div>
  )
}
