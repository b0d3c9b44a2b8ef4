'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Wizard } from './use-wizard.ts'

interface FormButtonsProps {
  wizard: Wizard
  pending: boolean
  /** Absent: the form is only looked at. */
  label: ReactNode
  actions: ReactNode
  /** Id of the form: the buttons may stand outside of it. */
  form: string
  /** Look of the one that sends, in place of the usual. */
  className?: string
}

/** Back, next, and at the end the one that sends. */
export function FormButtons({ wizard, pending, label, actions, form, className }: FormButtonsProps) {
  const t = useTranslations('form')
  const { at, isWizard, isLast } = wizard
  if (!label && (!isWizard || isLast) && at === 0) return null
  return (
    <div data-inline className="flex flex-wrap items-center gap-3 max-sm:flex-col max-sm:items-stretch">
      {label || !isLast ? (
        <Button
          type="submit"
          form={form}
          {...(isLast && className ? { variant: null, size: null, className } : { variant: 'primary' })}
          pending={pending}
          onMouseDown={(event) => {
            // Leaving a field may show its error: the button would move away under the click.
            event.preventDefault()
          }}
        >
          {isLast ? label : t('next')}
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
