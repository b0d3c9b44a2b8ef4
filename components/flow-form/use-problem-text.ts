'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { InputProblem } from '#engine/flow/inputs/types.ts'

/** Says a problem in the reader's language; the field's name stands beside it already. */
export function useProblemText(): (problem: InputProblem) => string {
  const t = useTranslations('form')
  return useCallback(
    (problem: InputProblem) => {
      if (problem.code === 'wrong-type') return t(`problems.type.${typeKey(problem.params.type)}`)
      return t(`problems.${problem.code}`, problem.params)
    },
    [t],
  )
}

const typed = ['INT', 'FLOAT', 'MONEY', 'DATE', 'EMAIL', 'BOOL', 'FILE'] as const

function typeKey(type: string | number | undefined): (typeof typed)[number] | 'other' {
  return typed.find((name) => name === type) ?? 'other'
}
