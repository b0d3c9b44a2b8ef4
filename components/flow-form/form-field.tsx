'use client'

import { useLocale, useTranslations } from 'next-intl'
import { memo, Suspense, useMemo } from 'react'
import { describedBy, Field } from '#components/ui/field.tsx'
import type { ColumnView, FoundChoices } from '#components/ui/host.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Input } from '#engine/flow/flow.ts'
import { optionsOf } from '#engine/flow/inputs/options.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { localText } from '#engine/flow/local-text.ts'
import { controls } from './controls.tsx'
import { leave } from './following.ts'
import { useField, type FormStore } from './form-store.ts'
import { problemsWith } from './form-values.ts'
import { helpOf } from './help.tsx'
import { innerProblems, useProblemText } from './use-problem-text.ts'

interface FormFieldProps {
  id: string
  name: string
  input: Input
  state: InputState
  /** The value that the server judged last. */
  judged: unknown
  /** What is wrong is said, also before a person has typed and left the field. */
  told: boolean
  store: FormStore
  disabled: boolean
  /** Searches the options of an input, or of a column: `items.article`. */
  onSearch?(inputId: string, text: string, signal: AbortSignal): Promise<FoundChoices>
  onChanged(): void
}

/** Drawn again only where its own value or what is known of it changes: a form may have hundreds. */
export const FormField = memo(function FormField(props: FormFieldProps) {
  const { id, name, input, state, judged, told, store, disabled, onSearch, onChanged } = props
  const t = useTranslations('form')
  const locale = useLocale()
  const say = useProblemText()
  const field = useField(store, name)
  // No noise before a person has typed and left the field; what nobody's typing brought about is said at once.
  const speak = (field.isDirty && field.isTouched) || told
  const problems = speak
    ? problemsWith({ input, state, judged }, field.value)
    : state.problems.filter(({ code }) => code === 'expression')
  const isSlow = state.problems.some(({ code }) => code === 'slow')
  const inner = innerProblems(input.id, problems, say)
  const error = problems[0] && inner.length === 0 ? say(problems[0]) : undefined
  const help = helpOf(input, locale)
  const check = checks[input.type]
  const look = check?.look?.(input.options) ?? {}
  const asked = check?.computed !== true
  const Control = controls[input.type]
  // a row of a table is drawn again where its columns are others
  const columns = useMemo(
    () => input.columns?.map((column) => columnView(column, { of: input, state, locale, onSearch })),
    [input, state, locale, onSearch],
  )

  return (
    <Field
      id={id}
      kind={look.group ? 'group' : 'single'}
      label={localText(input.displayName, locale) ?? input.id.split('.').at(-1)}
      mark={state.required || !asked ? undefined : t('optional')}
      required={state.required}
      help={isSlow ? <span role="status">{t('problems.slow')}</span> : help}
      error={error}
    >
      <Suspense fallback={<Skeleton className={look.tall ? 'h-28' : 'h-9 max-sm:h-11'} />}>
        {Control ? (
          <Control
            id={id}
            name={name}
            value={asked ? field.value : state.value}
            options={input.options}
            choices={state.options ?? []}
            choiceCount={state.optionCount}
            search={onSearch && ((text, signal) => onSearch(input.id, text, signal))}
            columns={columns}
            problems={inner}
            required={state.required}
            disabled={disabled}
            invalid={problems.length > 0}
            labelledBy={`${id}-label`}
            describedBy={describedBy(id, { help: help !== undefined || isSlow, error: error !== undefined })}
            onChange={(value) => {
              store.change(name, value)
              onChanged()
            }}
            onBlur={() => {
              leave(store, name, state)
            }}
          />
        ) : (
          <p className="text-sm text-danger-strong">{t('unknownType', { type: input.type })}</p>
        )}
      </Suspense>
    </Field>
  )
})

interface ColumnPlace extends Pick<FormFieldProps, 'state' | 'onSearch'> {
  of: Input
  locale: string
}

function columnView(column: Input, { of, state, locale, onSearch }: ColumnPlace): ColumnView {
  const { id, type, required, options, defaults } = column
  return {
    id,
    type,
    label: localText(column.displayName, locale) ?? id,
    help: helpOf(column, locale),
    required,
    options,
    choices: state.columns?.[id]?.options ?? optionsOf(options, locale) ?? [],
    choiceCount: longerThan(state.columns?.[id]),
    search: onSearch && ((text, signal) => onSearch(`${of.id}.${id}`, text, signal)),
    // what a template gives is filled in by the server
    defaults: JSON.stringify(defaults ?? '').includes('{{') ? undefined : defaults,
  }
}

/** How many there are, where not all are told. */
function longerThan(list: { options: unknown[]; count: number } | undefined): number | undefined {
  return list && list.count > list.options.length ? list.count : undefined
}
