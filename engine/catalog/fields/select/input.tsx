'use client'

import { useTranslations } from 'next-intl'
import { lazy } from 'react'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import { chosenBy } from '#engine/flow/inputs/options.ts'

const Combobox = lazy(async () => ({ default: (await import('#components/ui/combobox.tsx')).Combobox }))

/** A search where the list is long; else a list, radio buttons (`isRadio`), or a text with proposals (`allowCustomValue`). */
export default function SelectInput(props: FieldInputProps) {
  const {
    id,
    name,
    value,
    options,
    choices,
    required,
    disabled,
    invalid,
    labelledBy,
    describedBy,
    onChange,
    onBlur,
  } = props
  const t = useTranslations('fields')
  const text = typeof value === 'string' ? value : ''
  const aria = {
    'aria-required': required,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
  }

  if (props.choiceCount !== undefined) {
    return (
      <Combobox
        {...props}
        chosen={
          text ? (choices.find((choice) => choice.value === text) ?? { label: text, value: text }) : undefined
        }
        free={options.allowCustomValue === true}
        onChoose={(choice) => {
          if (choice?.value !== (text || undefined)) onChange(choice?.value ?? '')
        }}
      />
    )
  }
  if (options.allowCustomValue === true) {
    return (
      <>
        <Input
          {...aria}
          id={id}
          list={`${id}-choices`}
          value={text}
          disabled={disabled}
          onChange={(event) => {
            onChange(event.target.value)
          }}
          onBlur={() => {
            // who types all of a label means its value
            const chosen = chosenBy(text, choices)
            if (text && chosen !== text.trim()) onChange(chosen)
            onBlur()
          }}
        />
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} label={choice.label} />
          ))}
        </datalist>
      </>
    )
  }
  if (options.isRadio === true) {
    return (
      <RadioGroup
        {...{ id, name, labelledBy, describedBy, invalid, disabled, onChange, onBlur }}
        value={text}
        options={choices}
      />
    )
  }
  return (
    <Select
      {...aria}
      id={id}
      value={text}
      disabled={disabled}
      onChange={(event) => {
        onChange(event.target.value)
      }}
      onBlur={onBlur}
    >
      <option value="">{choices.length > 0 ? t('choose') : t('noChoices')}</option>
      {text && !choices.some((choice) => choice.value === text) ? (
        <option value={text} disabled>
          {t('goneChoice', { name: text })}
        </option>
      ) : null}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </Select>
  )
}
