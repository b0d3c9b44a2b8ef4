'use client'

import { useLocale, useTranslations } from 'next-intl'
import { lazy, Suspense, type ComponentType } from 'react'
import { useController, type Control } from 'react-hook-form'
import { describedBy, Field } from '#components/ui/field.tsx'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Input } from '#engine/flow/flow.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { inputs as loaders } from '#generated/catalog/inputs.ts'
import type { FormValues } from './form-values.ts'
import { localText } from './local-text.ts'

/** Each type's control is loaded when a form shows it. */
const loadOf: Readonly<Record<string, () => Promise<{ default: ComponentType<FieldInputProps> }>>> = loaders
const controls: Readonly<Record<string, ComponentType<FieldInputProps>>> = Object.fromEntries(
  Object.entries(loaders).map(([type, one]) => [type, lazy(one)]),
)

/** Types whose control is several lines high: what stands for it meanwhile is as high. */
const tall: ReadonlySet<string> = new Set(['TEXT', 'FILE'])

const settled = () => undefined

/** Has the controls at hand before an answer makes them visible, so that nothing jumps then. */
export function preloadControls(types: Iterable<string>): void {
  for (const type of new Set(types)) {
    // One that cannot be loaded now is asked for again when it is shown, and told of there.
    loadOf[type]?.().then(settled, settled)
  }
}

interface FormFieldProps {
  id: string
  name: string
  input: Input
  state: InputState
  control: Control<FormValues>
  disabled: boolean
  error: string | undefined
  onChanged(): void
}

export function FormField({ id, name, input, state, control, disabled, error, onChanged }: FormFieldProps) {
  const t = useTranslations('form')
  const locale = useLocale()
  const { field } = useController({ name, control })
  const help = localText(input.description, locale)
  const Control = controls[input.type]
  // Where the control is several (radios) a <label> has nothing to point to.
  const kind = input.type === 'BOOL' || input.options.isRadio === true ? 'group' : 'single'

  return (
    <Field
      id={id}
      kind={kind}
      label={localText(input.displayName, locale) ?? input.id}
      mark={state.required ? undefined : t('optional')}
      required={state.required}
      help={help}
      error={error}
    >
      <Suspense fallback={<Skeleton className={tall.has(input.type) ? 'h-28' : 'h-9 max-sm:h-11'} />}>
        {Control ? (
          <Control
            id={id}
            name={name}
            value={field.value}
            options={input.options}
            choices={state.options ?? []}
            required={state.required}
            disabled={disabled}
            invalid={error !== undefined}
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
