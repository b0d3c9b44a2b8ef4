'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { ChosenList } from './chosen-list.tsx'
import { Combobox } from './combobox.tsx'
import type { Choice, SearchChoices } from './host.tsx'

interface ManyComboboxProps {
  id: string
  chosen: readonly Choice[]
  choices: readonly Choice[]
  search?: SearchChoices
  disabled: boolean
  invalid: boolean
  labelledBy: string
  describedBy?: string
  onChange(chosen: Choice[]): void
  onBlur(): void
}

/** Several of a long list: those that are chosen, and a search that adds one. */
export function ManyCombobox(props: ManyComboboxProps) {
  const { id, chosen, choices, search, disabled, invalid, labelledBy, describedBy, onChange, onBlur } = props
  const t = useTranslations('fields')
  const group = useRef<HTMLDivElement>(null)
  return (
    <div
      ref={group}
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="space-y-2"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur()
      }}
    >
      <ChosenList
        chosen={chosen}
        disabled={disabled}
        onRemove={(value) => {
          onChange(chosen.filter((one) => one.value !== value))
          group.current?.focus()
        }}
      />
      <Combobox
        id={`${id}-search`}
        label={t('addChoice')}
        chosen={undefined}
        {...{ choices, search, disabled, invalid }}
        required={false}
        onChoose={(choice) => {
          if (choice && !chosen.some(({ value }) => value === choice.value)) onChange([...chosen, choice])
        }}
        onBlur={() => undefined}
      />
    </div>
  )
}
