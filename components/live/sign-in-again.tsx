'use client'

import { useTranslations } from 'next-intl'

/** The way back after a session has ended, which keeps the page and what was typed in it. */
export function SignInAgain() {
  const t = useTranslations('common')
  return (
    <a href="/sign-in" target="_blank" rel="noreferrer" className="font-medium underline underline-offset-2">
      {t('signInAgain')}
    </a>
  )
}
