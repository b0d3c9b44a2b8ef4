'use client'

import { useTranslations } from 'next-intl'
import { lazy, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'

/** Beyond this a list is searched rather than read. */
const longList = 8

const ManyCombobox = lazy(async () => ({
  default: (await import('#components/ui/many-combobox.tsx')).ManyCombobox,
}))

/** A search where the list is long, else check boxes; and a field for values of one's own where they are allowed. */
export default function MultiselectInput(props: FieldInputProps) {
  return props.choiceCount === undefined || props.options.allowCustomValue === true ? (
    <Boxes {...props} />
  ) : (
    <Searched {...props} />
  )
}

function Searched({ value, choices, onChange, ...rest }: FieldInputProps) {
  const chosen = Array.isArray(value) ? value.map(String) : []
  return (
    <ManyCombobox
      {...rest}
      choices={choices}
      chosen={chosen.map(
        (one) => choices.find((choice) => choice.value === one) ?? { label: one, value: one },
      )}
      onChange={(next) => {
        onChange(next.length > 0 ? next.map((choice) => choice.value) : '')
      }}
    />
  )
}

function Boxes({
  id,
  value,
  options,
  choices,
  disabled,
  invalid,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  const t = useTranslations('fields')
  const [search, setSearch] = useState('')
  const [own, setOwn] = useState('')
  const chosen = Array.isArray(value) ? value.map(String) : []
  const known = new Set(choices.map((choice) => choice.value))
  const all = [
    ...choices,
    ...chosen.filter((one) => !known.has(one)).map((one) => ({ label: one, value: one })),
  ]
  const wanted = search.trim().toLowerCase()
  const shown = all.filter(({ label }) => label.toLowerCase().includes(wanted))

  function toggle(one: string, on: boolean) {
    const next = on ? [...chosen, one] : chosen.filter((other) => other !== one)
    onChange(next.length > 0 ? next : '')
  }

  function add() {
    const text = own.trim()
    if (text !== '' && !chosen.includes(text)) toggle(text, true)
    setOwn('')
  }

  return (
    <div
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      data-invalid={invalid || undefined}
      className="space-y-2"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur()
      }}
    >
      {all.length > longList ? (
        <div className="flex items-center gap-3">
          <Input
            type="search"
            className="max-w-64"
            value={search}
            placeholder={t('search')}
            aria-label={t('search')}
            disabled={disabled}
            onChange={(event) => {
              setSearch(event.target.value)
            }}
          />
          <span aria-live="polite" className="text-sm text-ink-faint">
            {t('chosen', { count: chosen.length })}
          </span>
        </div>
      ) : null}
      {all.length === 0 ? <p className="text-sm text-ink-faint">{t('noChoices')}</p> : null}
      <div className={all.length > longList ? 'max-h-64 overflow-y-auto rounded-sm border px-3 py-1.5' : ''}>
        {shown.map((choice) => (
          <Checkbox
            key={choice.value}
            label={choice.label}
            checked={chosen.includes(choice.value)}
            disabled={disabled}
            onChange={(event) => {
              toggle(choice.value, event.target.checked)
            }}
          />
        ))}
        {shown.length === 0 && all.length > 0 ? (
          <p className="py-1 text-sm text-ink-faint">{t('noneFound')}</p>
        ) : null}
      </div>
      {options.allowCustomValue === true ? (
        <div className="flex max-w-96 gap-2">
          <Input
            value={own}
            aria-label={t('ownValue')}
            placeholder={t('ownValue')}
            disabled={disabled}
            onChange={(event) => {
              setOwn(event.target.value)
            }}
            // what was typed and not added yet counts, too, when the form is sent
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
          <Button disabled={disabled || own.trim() === ''} onClick={add}>
            {t('add')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
