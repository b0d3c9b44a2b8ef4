'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AppLayout } from '#components/app-layout/app-layout.tsx'
import { Themed } from '#components/app-layout/app-theme.tsx'
import { send } from '#components/live/api.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { AppPageView } from '#server/apps/view.ts'
import type { RequestView } from '#server/requests/view.ts'
import { fileHref } from '../../../_components/file-href.ts'
import { ShownValues } from '../../../_components/shown-values.tsx'
import { Decisions } from './decisions.tsx'
import { EarlierRequests } from '../../../_components/earlier-requests.tsx'
import { Progress } from './progress.tsx'

const ResumeLayout = later(
  () => import('../../../_components/resume-layout.tsx'),
  <Skeleton className="h-64" />,
)

interface LaidOutProps {
  request: RequestView
  viewerId: string
  /** REST path of the page. */
  path: string
  view: AppPageView
  /** The conversation about the request. */
  comments?: ReactNode
}

/** A request as its app's author laid it out, for the moment that it is in. */
export default function LaidOut({ request, viewerId, path, view, comments }: LaidOutProps) {
  const t = useTranslations('tracker')
  const client = useQueryClient()
  const appId = encodeURIComponent(view.app.id)
  const execution = encodeURIComponent(view.executionId ?? '')
  const refresh = () => void client.invalidateQueries({ queryKey: [path] })

  const page: BlockPage = {
    isPreview: false,
    refresh,
    values: (values) => (
      <ShownValues
        values={values as readonly ShownValue[]}
        fileHref={(uri) => fileHref(request.id, uri)}
        none={t('none')}
      />
    ),
    parts: {
      tracker: <Progress request={request} />,
      approvals: <Decisions request={request} viewerId={viewerId} />,
      requests: <EarlierRequests rows={view.requests ?? []} />,
      comments,
    },
    ...(view.may.cancel && view.executionId
      ? {
          cancel: async () => {
            await send('POST', `/apps/view/${appId}/dispatch/cancel:${execution}`, { body: {} })
            refresh()
          },
        }
      : {}),
  }
  return (
    <Themed theme={view.app.theme}>
      {view.resume ? (
        <ResumeLayout
          key={view.resume.taskRunId}
          blocks={view.blocks}
          resume={view.resume}
          page={page}
          appId={appId}
          executionId={execution}
          onResumed={refresh}
        />
      ) : (
        <AppLayout blocks={view.blocks} page={page} />
      )}
    </Themed>
  )
}
