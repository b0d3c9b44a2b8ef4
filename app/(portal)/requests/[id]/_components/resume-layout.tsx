'use client'

import { useTranslations } from 'next-intl'
import { FormLayout } from '#components/app-layout/form-layout.tsx'
import type { Judgement } from '#components/flow-form/use-flow-form.ts'
import { ApiError, send } from '#components/live/api.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { ResumeForm } from '#server/apps/view.ts'

interface ResumeLayoutProps {
  blocks: readonly BlockView[]
  resume: ResumeForm
  page: BlockPage
  /** As it stands in an address. */
  executionId: string
  /** REST path of what the page's buttons do. */
  dispatch: string
  onResumed(): void
}

/** The page of who may let it go on: what is asked of them, in its place. */
export default function ResumeLayout(props: ResumeLayoutProps) {
  const { blocks, resume, page, executionId, dispatch, onResumed } = props
  const t = useTranslations('blocks')

  async function judge(values: object, signal: AbortSignal): Promise<Judgement> {
    try {
      const path = `/executions/${executionId}/actions/resume/form`
      return await send<Judgement>('POST', path, { body: { values }, signal })
    } catch (error) {
      // who may go on by the app alone reads no executions: the values are judged when they are sent
      if (error instanceof ApiError && (error.status === 403 || error.status === 404))
        return { states: resume.states }
      throw error
    }
  }

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
      validate={judge}
      submit={async (values, idempotencyKey) => {
        await send('POST', `${dispatch}/resume:${executionId}`, { body: values, idempotencyKey })
        onResumed()
      }}
    />
  )
}
