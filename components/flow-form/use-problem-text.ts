'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { InputProblem } from '#engine/flow/inputs/types.ts'

/** Says a problem in the reader's language; the field's name stands beside it already. */
export function useProblemText(): (problem: InputProblem) => string {
  const t = useTranslations('form')
  const format = useFormatter()
  return useCallback(
    (problem: InputProblem) => {
      if (problem.code === 'wrong-type') return t(`problems.type.${typeKey(problem.params.type)}`)
      const { limit } = problem.params
      // A day as people write it, not as it is stored.
      const day = typeof limit === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(limit) ? new Date(limit) : undefined
      return t(`problems.${problem.code}`, {
        ...problem.params,
        ...(day ? { limit: format.dateTime(day, { dateStyle: 'medium', timeZone: 'UTC' }) } : {}),
      })
    },
    [t, format],
  )
}

const typed = ['INT', 'FLOAT', 'MONEY', 'DATE', 'EMAIL', 'BOOL', 'FILE'] as const

function typeKey(type: string | number | undefined): (typeof typed)[number] | 'other' {
  return typed.find((name) => name === type) ?? 'other'
}
