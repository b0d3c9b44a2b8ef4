'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useResource } from '#components/live/use-resource.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { AppPageView } from '#server/apps/view.ts'
import { ExecutionLayout } from '../../../_components/execution-layout.tsx'
import { ShownValues } from '../../../_components/shown-values.tsx'

/** The page of an app for an execution: the one that it shows, or one that waits for its reader to go on with it. */
export default function ShownExecution({ initial }: { initial: AppPageView }) {
  const t = useTranslations('app')
  const client = useQueryClient()
  const appId = encodeURIComponent(initial.app.id)
  const base = `/apps/view/${appId}`
  const execution = encodeURIComponent(initial.executionId ?? '')
  const path = `${base}/executions/${execution}`
  const { data: view = initial } = useResource<AppPageView>(path, {
    initial,
    topics: [`execution:${initial.executionId ?? ''}`],
  })
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
  }
  return <ExecutionLayout view={view} page={page} />
}
