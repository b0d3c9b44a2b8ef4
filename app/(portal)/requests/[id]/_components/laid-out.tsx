'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Themed } from '#components/app-layout/app-theme.tsx'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { AppPageView } from '#server/apps/view.ts'
import type { RequestView } from '#server/requests/view.ts'
import { ExecutionLayout } from '../../../_components/execution-layout.tsx'
import { fileHref } from '../../../_components/file-href.ts'
import { ShownValues } from '../../../_components/shown-values.tsx'
import { Decisions } from './decisions.tsx'
import { EarlierRequests } from '../../../_components/earlier-requests.tsx'
import { Progress } from './progress.tsx'

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
  }
  return (
    <Themed theme={view.app.theme}>
      <ExecutionLayout view={view} page={page} />
    </Themed>
  )
}
