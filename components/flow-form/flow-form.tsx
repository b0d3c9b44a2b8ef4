'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense, useId, useState, type ReactNode } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import type { FormPlaces, SendButton } from '#components/ui/block-page.tsx'
import { Form } from '#components/ui/form.tsx'
import { HostProvider } from '#components/ui/host.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { ChecksNotice } from './checks-notice.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { FormButtons } from './form-buttons.tsx'
import { FormMembers } from './form-members.tsx'
import { RestoredNotice } from './restored-notice.tsx'
import { StepList } from './step-list.tsx'
import { useForward } from './use-forward.ts'
import { useFlowForm, type FlowFormOptions, type Judgement } from './use-flow-form.ts'
import { usePreloadedControls } from './use-preloaded-controls.ts'
import { useUploads } from './use-uploads.ts'
import { useWizard } from './use-wizard.ts'

const Review = lazy(() => import('./review.tsx'))
const OtherAnswers = lazy(() => import('./other-answers.tsx'))

interface FlowFormProps<A extends Judgement> extends FlowFormOptions<A> {
  /** Absent: the form is only looked at. */
  submitLabel?: ReactNode
  /** Beside the submit button. */
  actions?: ReactNode
  /** Says where fields and button stand; absent: one beneath the other. */
  children?: (places: FormPlaces) => ReactNode
}

/** The one form of the product: start, approval, resume, replay. Its client messages are `form`, `fields` and `common`. */
export function FlowForm<A extends Judgement>({
  submitLabel,
  actions,
  children,
  ...options
}: FlowFormProps<A>) {
  const t = useTranslations('form')
  const prefix = useId()
  const { host, arrived } = useUploads()
  const [filesMissing, setFilesMissing] = useState(false)
  const form = useFlowForm({
    ...options,
    filesArrived: async () => {
      const all = await arrived()
      setFilesMissing(!all)
      return all
    },
  })
  const wizard = useWizard(form)
  const { steps, at } = wizard
  const { forward, isLeaving, refusals, summary } = useForward(wizard, form.send)
  usePreloadedControls(form.inputs)
  const idOf = (name: string) => `${prefix}${name}`

  const formId = `${prefix}form`
  const button = (send: SendButton) => (
    <FormButtons
      {...send}
      wizard={wizard}
      pending={form.pending || isLeaving}
      actions={actions}
      form={formId}
    />
  )
  const fields = (
    <Form
      id={formId}
      noValidate
      onSubmit={() => {
        // A field makes sense of what was typed as one leaves it: "5,000" is 5000.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        void forward()
      }}
      className="space-y-5"
    >
      {form.draft.restored ? (
        <RestoredNotice
          onStartOver={() => {
            wizard.forget()
            form.startOver()
          }}
        />
      ) : null}
      {form.draft.other ? (
        <Suspense>
          <OtherAnswers at={form.draft.other.at} onSettled={form.draft.settleOther} />
        </Suspense>
      ) : null}
      {form.shown.length === 0 ? <p className="text-ink-soft">{t('noInputs')}</p> : null}
      {wizard.isWizard ? (
        <>
          <StepList {...wizard} titles={wizard.allTitles} onGo={wizard.go} />
          <h2 ref={wizard.heading} tabIndex={-1} className="text-lg font-semibold outline-none">
            {wizard.allTitles[at]}
          </h2>
        </>
      ) : null}
      <HostProvider host={host}>
        {steps.map((step, index) => (
          // steps that are not seen stay: a file may be on its way, and nothing typed is lost
          <div key={step.place} hidden={index !== at} className="space-y-5">
            <FormMembers
              members={form.shown.filter(({ input }) => step.members.some(({ id }) => id === input.id))}
              within={step.id}
              idOf={idOf}
              store={form.store}
              disabled={form.pending}
              onSearch={options.findOptions && form.search}
              onChanged={form.changed}
            />
          </div>
        ))}
        {wizard.isReview ? (
          <Suspense fallback={<Skeleton className="h-64" />}>
            <Review
              steps={steps}
              titles={wizard.titles}
              form={form}
              labelOf={wizard.labelOf}
              onGo={wizard.go}
            />
          </Suspense>
        ) : null}
      </HostProvider>
      <ChecksNotice checks={form.checks} />
      <ErrorSummary
        ref={summary}
        form={form}
        where={{ idOf, members: wizard.isReview ? undefined : steps[at]?.members }}
        active={refusals > 0}
        onGo={({ id, fieldId, inputId }) => {
          wizard.show(inputId)
          requestAnimationFrame(() => {
            const control = document.getElementById(id) ?? document.getElementById(fieldId)
            control?.focus()
          })
        }}
      />
      {filesMissing ? (
        <Notice tone="danger" role="alert">
          <p>{t('filesMissing')}</p>
        </Notice>
      ) : null}
      {form.trouble ? <TroubleNotice error={form.trouble} /> : null}
      {children ? null : button({ label: submitLabel })}
    </Form>
  )
  return children ? children({ fields, button }) : fields
}
