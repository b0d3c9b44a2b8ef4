'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { AppLayout } from '#components/app-layout/app-layout.tsx'
import { send } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { AppPageView } from '#server/apps/view.ts'
import { ShownValues } from '../../../_components/shown-values.tsx'

/** The page of an app that shows one execution and starts none. */
export default function ShownExecution({ initial }: { initial: AppPageView }) {
  const t = useTranslations('app')
  const client = useQueryClient()
  const base = `/apps/view/${encodeURIComponent(initial.app.id)}`
  const execution = encodeURIComponent(initial.executionId ?? '')
  const path = `${base}/executions/${execution}`
  const { data: view = initial } = useResource<AppPageView>(path, { initial })
  const refresh = () => void client.invalidateQueries({ queryKey: [path] })
  const page: BlockPage = {
    isPreview: false,
    refresh,
    values: (values) => (
      <ShownValues
        values={values as readonly ShownValue[]}
        fileHref={(uri) => `/api/v1${base}/file/download?path=${encodeURIComponent(uri)}`}
        none={t('none')}
      />
    ),
    parts: {},
    ...(view.may.cancel
      ? {
          cancel: async () => {
            await send('POST', `${base}/dispatch/cancel:${execution}`, { body: {} })
            refresh()
          },
        }
      : {}),
  }
  return <AppLayout blocks={view.blocks} page={page} />
}
