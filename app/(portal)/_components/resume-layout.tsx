'use client'

import { useTranslations } from 'next-intl'
import { FormLayout } from '#components/app-layout/form-layout.tsx'
import type { Judgement } from '#components/flow-form/use-flow-form.ts'
import { send } from '#components/live/api.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { ResumeForm } from '#server/apps/view.ts'

interface ResumeLayoutProps {
  blocks: readonly BlockView[]
  resume: ResumeForm
  page: BlockPage
  /** Both as they stand in an address. */
  appId: string
  executionId: string
  onResumed(): void
}

/** The page of who may let it go on: what is asked of them, in its place. */
export default function ResumeLayout(props: ResumeLayoutProps) {
  const { blocks, resume, page, appId, executionId, onResumed } = props
  const t = useTranslations('blocks')
  const app = `/apps/view/${appId}`
  const form = `${app}/executions/${executionId}/resume/form`

  return (
    <FormLayout<Judgement>
      blocks={blocks}
      page={page}
      kind="resume"
      hasButton={resume.hasButton}
      submitLabel={t('resume')}
      inputs={resume.inputs}
      states={resume.states}
      draftKey={`resume:${executionId}:${resume.taskRunId ?? ''}`}
      validate={(values, signal) => send('POST', form, { body: { values }, signal })}
      findOptions={(search, signal) => send('POST', `${form}/options`, { body: search, signal })}
      submit={async (values, idempotencyKey) => {
        await send('POST', `${app}/dispatch/resume:${executionId}`, { body: values, idempotencyKey })
        onResumed()
      }}
    />
  )
}
