'use client'

import { useTranslations } from 'next-intl'
import { ApiError } from './api.ts'
import { Notice } from '#components/ui/notice.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/** Why a call failed, in words, and what one can do; for a lost session the way back that keeps the page. */
export function TroubleNotice({ error, className }: { error: unknown; className?: string }) {
  const t = useTranslations('common')
  const signedOut = error instanceof ApiError && error.signedOut
  return (
    <Notice tone="danger" role="alert" className={className}>
      <p>{signedOut ? t('signedOut') : textOf(error, { offline: t('offline'), failed: t('failedText') })}</p>
      {signedOut ? <SignInAgain /> : null}
    </Notice>
  )
}

function textOf(error: unknown, texts: { offline: string; failed: string }): string {
  if (!(error instanceof ApiError)) return texts.failed
  if (error.offline) return texts.offline
  // 503 comes with words of its own: a decision that is not confirmed yet.
  return error.status >= 500 && error.status !== 503 ? texts.failed : error.message
}
