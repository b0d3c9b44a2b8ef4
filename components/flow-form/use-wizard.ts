'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { localText } from '#engine/flow/local-text.ts'
import { stepsOf } from './layout.ts'
import type { ShownInput } from './use-flow-form.ts'
import { useSteps, type StepPlace } from './use-steps.ts'

interface WizardForm {
  inputs: readonly FlatInput[]
  shown: readonly ShownInput[]
  draft: StepPlace
  stepIsRight(members: readonly FlatInput[]): Promise<boolean>
}

export type Wizard = ReturnType<typeof useWizard>

/** The form's steps that are visible now; a form without steps is one, and has no look at all answers. */
export function useWizard(form: WizardForm) {
  const t = useTranslations('form')
  const locale = useLocale()
  const all = useMemo(() => stepsOf(form.inputs), [form.inputs])
  const visible = new Set(form.shown.map(({ input }) => input.id))
  const steps = all.filter(({ members }) => members.some(({ id }) => visible.has(id)))
  const place = useSteps(steps, form.draft)
  const titles = steps.map(
    ({ step }, index) => localText(step?.displayName, locale) ?? step?.id ?? t('step', { number: index + 1 }),
  )
  return {
    ...place,
    steps,
    titles,
    /** With that of the look at all answers. */
    allTitles: place.isWizard ? [...titles, t('review')] : titles,
    isLast: !place.isWizard || place.isReview,
    labelOf: (input: FlatInput) =>
      localText(input.displayName, locale) ?? input.id.split('.').at(-1) ?? input.id,
    /** Goes on where this step is right. */
    next: async (): Promise<boolean> => {
      const right = await form.stepIsRight(steps[place.at]?.members ?? [])
      if (right) place.goOn()
      return right
    },
    /** Goes to the step that an input stands in. */
    show: (inputId: string | undefined) => {
      const index = steps.findIndex(({ members }) => members.some(({ id }) => id === inputId))
      if (index >= 0) place.go(index)
    },
  }
}
