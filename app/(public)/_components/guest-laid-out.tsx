'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AppLayout } from '#components/app-layout/app-layout.tsx'
import { send } from '#components/live/api.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { AppPageView } from '#server/apps/view.ts'
import type { RequestView } from '#server/requests/view.ts'
import { ShownValues } from '../../(portal)/_components/shown-values.tsx'
import { Progress } from '../../(portal)/requests/[id]/_components/progress.tsx'

interface GuestLaidOutProps {
  request: RequestView
  view: AppPageView
  /** REST path of the page. */
  path: string
  fileHref(uri: string): string
  comments: ReactNode
}

/** A guest's request as its app's author laid it out: the server left out the blocks that are not for people outside. */
export default function GuestLaidOut({ request, view, path, fileHref, comments }: GuestLaidOutProps) {
  const t = useTranslations('tracker')
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: [path] })
  const page: BlockPage = {
    isPreview: false,
    refresh,
    values: (values) => (
      <ShownValues values={values as readonly ShownValue[]} fileHref={fileHref} none={t('none')} />
    ),
    parts: { tracker: <Progress request={request} />, comments },
    ...(view.may.cancel
      ? {
          cancel: async () => {
            await send('POST', `/requests/${encodeURIComponent(request.id)}/withdraw`)
            refresh()
          },
        }
      : {}),
  }
  return <AppLayout blocks={view.blocks} page={page} />
}
