'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { HostProvider } from '#components/ui/host.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { keepEarlyTyping } from '#components/ui/use-early-typing.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { ErrorSummary } from './error-summary.tsx'
import { FormField, preloadControls } from './form-field.tsx'
import { localText } from './local-text.ts'
import { useFlowForm, type FlowFormOptions } from './use-flow-form.ts'
import { useProblemText } from './use-problem-text.ts'
import { useUploads } from './use-uploads.ts'

interface FlowFormProps<A extends { states: InputState[] }> extends FlowFormOptions<A> {
  /** Absent: the form is only looked at. */
  submitLabel?: ReactNode
  /** Beside the submit button. */
  actions?: ReactNode
}

/** The one form of the product: start, approval, resume, replay. Its client messages are `form`, `fields` and `common`. */
export function FlowForm<A extends { states: InputState[] }>({
  submitLabel,
  actions,
  ...options
}: FlowFormProps<A>) {
  const t = useTranslations('form')
  const locale = useLocale()
  const prefix = useId()
  const { host, arrived } = useUploads()
  const form = useFlowForm({ ...options, filesArrived: arrived })
  const say = useProblemText()
  const summary = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLFormElement>(null)
  const [refusals, setRefusals] = useState(0)
  useLayoutEffect(() => {
    if (element.current) keepEarlyTyping(element.current)
  }, [])
  useEffect(() => {
    preloadControls(options.inputs.map((input) => input.type))
  }, [options.inputs])
  // After the render that shows what is wrong: then there is something to focus.
  useEffect(() => {
    if (refusals > 0) summary.current?.focus()
  }, [refusals])

  const idOf = (name: string) => `${prefix}${name}`
  const lines = form.submitted
    ? form.shown.flatMap(({ input, name, problem }) =>
        problem
          ? [{ id: idOf(name), label: localText(input.displayName, locale) ?? input.id, text: say(problem) }]
          : [],
      )
    : []

  async function submit() {
    if (!(await form.send())) setRefusals((count) => count + 1)
  }

  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // A field makes sense of what was typed as one leaves it: "5,000" is 5000.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        void submit()
      }}
      className="space-y-5"
    >
      {form.restored ? (
        <Notice tone="info">
          <p>
            {t('restored')}{' '}
            <button
              type="button"
              onClick={form.startOver}
              className="font-medium underline underline-offset-2"
            >
              {t('startOver')}
            </button>
          </p>
        </Notice>
      ) : null}
      {form.shown.length === 0 ? <p className="text-ink-soft">{t('noInputs')}</p> : null}
      <HostProvider host={host}>
        {form.shown.map(({ input, state, name, problem }) => (
          <FormField
            key={name}
            id={idOf(name)}
            name={name}
            input={input}
            state={state}
            control={form.control}
            disabled={form.pending}
            error={problem ? say(problem) : undefined}
            onChanged={form.changed}
          />
        ))}
      </HostProvider>
      <ErrorSummary ref={summary} lines={lines} />
      {form.trouble ? <TroubleNotice error={form.trouble} /> : null}
      {submitLabel ? (
        <div className="flex flex-wrap items-center gap-3 max-sm:flex-col max-sm:items-stretch">
          <Button
            type="submit"
            variant="primary"
            pending={form.pending}
            onMouseDown={(event) => {
              // Leaving a field may show its error: the button would move away under the click.
              event.preventDefault()
            }}
          >
            {submitLabel}
          </Button>
          {actions}
        </div>
      ) : null}
    </form>
  )
}
