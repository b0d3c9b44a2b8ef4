'use client'

import { AppLayout } from '#components/app-layout/app-layout.tsx'
import { send } from '#components/live/api.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { AppPageView } from '#server/apps/view.ts'

const ResumeLayout = later(() => import('./resume-layout.tsx'), <Skeleton className="h-64" />)

interface ExecutionLayoutProps {
  view: AppPageView
  /** All that the page has for its blocks but the cancel, which the view tells of. */
  page: BlockPage
}

/** What an app lays out for an execution, with the form of who may go on with it. */
export function ExecutionLayout({ view, page }: ExecutionLayoutProps) {
  const appId = encodeURIComponent(view.app.id)
  const executionId = encodeURIComponent(view.executionId ?? '')
  const { blocks, resume } = view
  const whole = view.may.cancel && view.executionId ? { ...page, cancel } : page

  async function cancel() {
    await send('POST', `/apps/view/${appId}/dispatch/cancel:${executionId}`, { body: {} })
    page.refresh()
  }

  if (!resume) return <AppLayout blocks={blocks} page={whole} />
  return (
    <ResumeLayout
      key={resume.taskRunId}
      blocks={blocks}
      resume={resume}
      page={whole}
      appId={appId}
      executionId={executionId}
      onResumed={page.refresh}
    />
  )
}
