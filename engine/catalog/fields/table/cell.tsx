'use client'

import { describedBy, FieldError } from '#components/ui/field.tsx'
import { useHost, type ColumnView } from '#components/ui/host.tsx'
import { useTranslations } from 'next-intl'

interface CellProps {
  id: string
  name: string
  /** From 1. */
  rowNumber: number
  column: ColumnView
  value: unknown
  problem: string | undefined
  disabled: boolean
  onChange(value: unknown): void
}

/** The control of a column in one row; its label is seen on a phone, heard elsewhere. */
export function Cell({ id, name, rowNumber, column, value, problem, disabled, onChange }: CellProps) {
  const t = useTranslations('fields')
  const { Control } = useHost()
  const { type, label, required, options, choices, choiceCount, search } = column
  return (
    <div className="space-y-1 sm:min-w-20">
      <label id={`${id}-label`} htmlFor={id} className="block text-sm font-medium sm:sr-only">
        {label}
        <span className="sr-only">{t('ofRow', { number: rowNumber })}</span>
      </label>
      {Control ? (
        <Control
          {...{ id, name, type, options, choices, choiceCount, search, required, disabled, onChange }}
          value={typeof value === 'number' ? String(value) : value}
          invalid={problem !== undefined}
          labelledBy={`${id}-label`}
          describedBy={describedBy(id, { help: column.help !== undefined, error: problem !== undefined })}
          onBlur={() => undefined}
        />
      ) : null}
      {column.help ? (
        <div id={`${id}-help`} className="text-sm text-ink-faint sm:sr-only">
          {column.help}
        </div>
      ) : null}
      <FieldError id={`${id}-error`}>{problem}</FieldError>
    </div>
  )
}
