'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Wizard } from './use-wizard.ts'

interface FormButtonsProps {
  wizard: Wizard
  pending: boolean
  /** Absent: the form is only looked at. */
  submitLabel: ReactNode
  actions: ReactNode
}

/** Back, next, and at the end the one that sends. */
export function FormButtons({ wizard, pending, submitLabel, actions }: FormButtonsProps) {
  const t = useTranslations('form')
  const { at, isWizard, isLast } = wizard
  if (!submitLabel && (!isWizard || isLast) && at === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-3 max-sm:flex-col max-sm:items-stretch">
      {submitLabel || !isLast ? (
        <Button
          type="submit"
          variant="primary"
          pending={pending}
          onMouseDown={(event) => {
            // Leaving a field may show its error: the button would move away under the click.
            event.preventDefault()
          }}
        >
          {isLast ? submitLabel : t('next')}
        </Button>
      ) : null}
      {isWizard && at > 0 ? (
        <Button
          disabled={pending}
          onClick={() => {
            wizard.go(at - 1)
          }}
        >
          {t('back')}
        </Button>
      ) : null}
      {actions}
    </div>
  )
}
