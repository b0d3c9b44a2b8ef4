'use client'

import { Combobox } from './combobox.tsx'
import type { Choice, FieldInputProps } from './host.tsx'
import { ManyCombobox } from './many-combobox.tsx'

interface DirectoryPickerProps extends FieldInputProps {
  /** The value that stands for what was chosen: it carries its name, so that it can be shown again. */
  valueOf(choice: Choice): object
  /** What a value shows; undefined for what is none. */
  choiceOf(value: object): Choice | undefined
}

/** People or groups, searched by name on the server; one of them, or several where the option `many` says so. */
export function DirectoryPicker({ valueOf, choiceOf, ...field }: DirectoryPickerProps) {
  const { value, options, onChange } = field
  const read = (one: unknown): Choice[] => {
    if (typeof one === 'string') return one === '' ? [] : [{ label: one, value: one }]
    return typeof one === 'object' && one !== null ? [choiceOf(one) ?? []].flat() : []
  }
  const chosen = (Array.isArray(value) ? value : [value]).flatMap(read)
  if (options.many === true)
    return (
      <ManyCombobox
        {...field}
        chosen={chosen}
        onChange={(next) => {
          onChange(next.length > 0 ? next.map(valueOf) : '')
        }}
      />
    )
  return (
    <Combobox
      {...field}
      chosen={chosen[0]}
      onChoose={(choice) => {
        if (choice?.value !== chosen[0]?.value) onChange(choice ? valueOf(choice) : '')
      }}
    />
  )
}
