'use client'

import { useFormatter, useLocale, useTimeZone, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { InnerProblem } from '#components/ui/host.tsx'
import { durationText } from '#engine/flow/duration-text.ts'
import type { InputProblem } from '#engine/flow/inputs/types.ts'

type Limit = string | number | undefined

/** Says a problem in the reader's language; the field's name stands beside it already. */
export function useProblemText(): (problem: InputProblem) => string {
  const t = useTranslations('form')
  const limitText = useLimitText()
  return useCallback(
    ({ code, params: told }: InputProblem) => {
      const params = told.labels === undefined ? told : { ...told, values: told.labels }
      if (code === 'wrong-type' || code === 'item-type') return t(`problems.type.${typeKey(params.type)}`)
      const { limit } = params
      if (limit === undefined || counts.has(code)) return t(`problems.${code}`, params)
      return t(`problems.${code}`, { ...params, limit: limitText(limit) })
    },
    [t, limitText],
  )
}

/** A day, an instant or a length of time as people write it, not as it is stored. */
function useLimitText(): (limit: string | number) => string {
  const format = useFormatter()
  const locale = useLocale()
  const timeZone = useTimeZone()
  return useCallback(
    (limit: string | number): string => {
      if (typeof limit !== 'string') return format.number(limit, { maximumFractionDigits: 20 })
      if (/^\d{4}-\d{2}-\d{2}$/.test(limit))
        return format.dateTime(new Date(limit), { dateStyle: 'medium', timeZone: 'UTC' })
      if (/^\d{4}-\d{2}-\d{2}T.*Z$/.test(limit))
        return format.dateTime(new Date(limit), { dateStyle: 'medium', timeStyle: 'short', timeZone })
      return durationText(limit, locale)
    },
    [format, locale, timeZone],
  )
}

/** Their texts write the number themselves, as one or many. */
const counts: ReadonlySet<string> = new Set(['min-items', 'max-items', 'file-size'])

const typed = [
  'INT',
  'FLOAT',
  'MONEY',
  'DATE',
  'TIME',
  'DATETIME',
  'DURATION',
  'EMAIL',
  'BOOL',
  'FILE',
  'JSON',
  'YAML',
  'URI',
  'PHONE',
  'ARRAY',
] as const

function typeKey(type: Limit): (typeof typed)[number] | 'other' {
  return typed.find((name) => name === type) ?? 'other'
}

/** Problems of entries and cells, in words, for the control that draws them. */
export function innerProblems(
  inputId: string,
  problems: readonly InputProblem[],
  say: (problem: InputProblem) => string,
): InnerProblem[] {
  return problems.flatMap((problem) => {
    const place = /^\[(\d+)\]\.(.+)$/.exec(problem.inputId.slice(inputId.length))
    // a cell may be a list itself: then the place is the cell's
    if (place) return [{ index: Number(place[1]), column: place[2] ?? '', text: say(problem) }]
    return problem.code === 'item-type' ? [{ index: Number(problem.params.index), text: say(problem) }] : []
  })
}
