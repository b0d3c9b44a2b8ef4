'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { localText } from '#engine/flow/local-text.ts'
import type { SummaryLine } from './error-summary.tsx'
import { fieldOf, useFields, type FormStore } from './form-store.ts'
import { problemsWith } from './form-values.ts'
import type { ShownInput } from './use-flow-form.ts'
import { innerProblems, useProblemText } from './use-problem-text.ts'

export interface Where {
  idOf(name: string): string
  /** Undefined: all of the form. */
  members: readonly FlatInput[] | undefined
}

export interface SummarisedForm {
  store: FormStore
  shown: readonly ShownInput[]
}

/** What the person is told to mend, a line for each field, entry and cell; it follows every key. */
export function useSummary({ store, shown }: SummarisedForm, { idOf, members }: Where): SummaryLine[] {
  const t = useTranslations('form')
  const locale = useLocale()
  const say = useProblemText()
  const fields = useFields(store)
  const ids = members && new Set(members.map(({ id }) => id))
  return shown
    .filter(({ input, name, told }) => {
      const { isDirty, isTouched } = fieldOf(fields, name)
      return (!ids || ids.has(input.id)) && (told || (isDirty && isTouched))
    })
    .flatMap((one) => {
      const { input, name } = one
      const problems = problemsWith(one, fieldOf(fields, name).value)
      const label = localText(input.displayName, locale) ?? input.id.split('.').at(-1) ?? input.id
      const inner = innerProblems(input.id, problems, say)
      const first = problems[0]
      if (!first) return []
      const id = idOf(name)
      if (inner.length === 0) return [{ id, fieldId: id, inputId: input.id, label, text: say(first) }]
      return inner.map(({ index, column, text }) => {
        const number = index + 1
        const called = input.columns?.find((one) => one.id === column)
        const at = {
          id: [id, index, column].filter((part) => part !== undefined).join('-'),
          fieldId: id,
          inputId: input.id,
        }
        if (column === undefined) return { ...at, label, text: t('inEntry', { number, text }) }
        const columnName = localText(called?.displayName, locale) ?? column
        return { ...at, label, text: t('inRow', { number, column: columnName, text }) }
      })
    })
}
