'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { useController, type Control } from 'react-hook-form'
import { describedBy, Field } from '#components/ui/field.tsx'
import type { ColumnView, InnerProblem } from '#components/ui/host.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Input } from '#engine/flow/flow.ts'
import { optionsOf } from '#engine/flow/inputs/options.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { localText } from '#engine/flow/local-text.ts'
import { controls } from './controls.tsx'
import type { FormValues } from './form-values.ts'

interface FormFieldProps {
  id: string
  name: string
  input: Input
  state: InputState
  control: Control<FormValues>
  disabled: boolean
  error: string | undefined
  /** Of entries and cells. */
  problems: readonly InnerProblem[]
  onChanged(): void
}

export function FormField({
  id,
  name,
  input,
  state,
  control,
  disabled,
  error,
  problems,
  onChanged,
}: FormFieldProps) {
  const t = useTranslations('form')
  const locale = useLocale()
  const { field } = useController({ name, control })
  const help = localText(input.description, locale)
  const check = checks[input.type]
  const look = check?.look?.(input.options) ?? {}
  const asked = check?.computed !== true
  const Control = controls[input.type]

  return (
    <Field
      id={id}
      kind={look.group ? 'group' : 'single'}
      label={localText(input.displayName, locale) ?? input.id.split('.').at(-1)}
      mark={state.required || !asked ? undefined : t('optional')}
      required={state.required}
      help={help}
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
            columns={input.columns?.map((column) => columnView(column, state, locale))}
            problems={problems}
            required={state.required}
            disabled={disabled}
            invalid={error !== undefined || problems.length > 0}
            labelledBy={`${id}-label`}
            describedBy={describedBy(id, { help: help !== undefined, error: error !== undefined })}
            onChange={(value) => {
              field.onChange(value)
              onChanged()
            }}
            onBlur={field.onBlur}
          />
        ) : (
          <p className="text-sm text-danger-strong">{t('unknownType', { type: input.type })}</p>
        )}
      </Suspense>
    </Field>
  )
}

function columnView(column: Input, state: InputState, locale: string): ColumnView {
  const { id, type, required, options, defaults } = column
  return {
    id,
    type,
    label: localText(column.displayName, locale) ?? id,
    help: localText(column.description, locale),
    required,
    options,
    choices: state.columns?.[id] ?? optionsOf(options, locale) ?? [],
    // what a template gives is filled in by the server
    defaults: JSON.stringify(defaults ?? '').includes('{{') ? undefined : defaults,
  }
}
