'use client'

import { useFormatter, useLocale, useTimeZone, useTranslations } from 'next-intl'
import { useHost } from '#components/ui/host.tsx'
import { durationText } from '#engine/flow/duration-text.ts'
import type { Input } from '#engine/flow/flow.ts'
import { optionsOf } from '#engine/flow/inputs/options.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { isAbsent, printRaw } from '#engine/flow/inputs/raw.ts'
import type { InputOption, InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { localText } from '#engine/flow/local-text.ts'

interface Answer {
  input: Input
  state: InputState
  /** As it was typed. */
  value: unknown
}

/** An answer in the reader's words. */
export function useAnswerText(): (answer: Answer) => string {
  const t = useTranslations('form')
  const fields = useTranslations('fields')
  const locale = useLocale()
  const format = useFormatter()
  const timeZone = useTimeZone()
  const host = useHost()

  function scalar(value: unknown, { type }: Input, options: readonly InputOption[]): string {
    const label = options.find((option) => option.value === String(value))?.label
    if (label !== undefined) return label
    if (typeof value === 'boolean') return fields(value ? 'yes' : 'no')
    if (typeof value !== 'string') return money(value) ?? printRaw(value)
    if (checks[type]?.duration) return durationText(value, locale)
    if (/^\d{4}-\d{2}-\d{2}$/.test(value))
      return format.dateTime(new Date(value), { dateStyle: 'medium', timeZone: 'UTC' })
    if (/^\d{4}-\d{2}-\d{2}T.*Z$/.test(value))
      return format.dateTime(new Date(value), { dateStyle: 'medium', timeStyle: 'short', timeZone })
    return value
  }

  function money(value: unknown): string | undefined {
    if (typeof value !== 'object' || value === null || !('amount' in value) || !('currency' in value))
      return undefined
    if (isAbsent(value.amount)) return t('noAnswer')
    const amount = Number(value.amount)
    return Number.isFinite(amount)
      ? format.number(amount, { style: 'currency', currency: String(value.currency) })
      : `${String(value.amount)} ${String(value.currency)}`
  }

  function row(cells: unknown, columns: readonly Input[], lists: NonNullable<InputState['columns']>): string {
    const values =
      typeof cells === 'object' && cells !== null ? Object.fromEntries(Object.entries(cells)) : {}
    return columns
      .flatMap((column) => {
        const value = rawOf(values, column.id)
        if (isAbsent(value)) return []
        const options = lists[column.id]?.options ?? optionsOf(column.options, locale) ?? []
        const text = checks[column.type]?.directory ? nameIn(value) : scalar(value, column, options)
        return [`${localText(column.displayName, locale) ?? column.id}: ${text}`]
      })
      .join(', ')
  }

  return ({ input, state, value: typed }) => {
    const check = checks[input.type]
    const value = check?.computed ? state.value : typed
    if (isAbsent(value)) return t('noAnswer')
    if (check?.secret) return t('hiddenAnswer')
    if (check?.upload)
      return [value]
        .flat()
        .map((id) => host.uploaded(String(id))?.name ?? t('fileAnswer'))
        .join(', ')
    const options = state.options ?? []
    if (check?.directory || check?.signature) return [value].flat().map(nameIn).join(', ')
    if (!Array.isArray(value)) return scalar(value, input, options)
    const { columns } = input
    if (columns) return value.map((cells) => row(cells, columns, state.columns ?? {})).join('\n')
    return value.map((one) => scalar(one, input, options)).join(', ')
  }
}

/** Of a person or group; the bare id where no more is known. */
function nameIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : printRaw(value)
}
