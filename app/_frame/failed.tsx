'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { BarGround } from './bar-ground.tsx'

interface FailedProps {
  error: Error & { digest?: string }
  reset(): void
}

/** A page in the frame whose server part failed. */
export function Failed({ error, reset }: FailedProps) {
  const t = useTranslations('common')
  return (
    <>
      <BarGround />
      <main
        id="content"
        tabIndex={-1}
        className="col-span-2 row-start-2 mx-auto w-full max-w-xl px-4 py-16 outline-none"
      >
        <h1 className="sr-only">{t('failedTitle')}</h1>
        <ErrorState
          title={t('failedTitle')}
          action={
            <Button variant="primary" onClick={reset}>
              {t('retry')}
            </Button>
          }
        >
          {t('failedText')}
          {error.digest ? (
            <span className="mt-2 block font-mono text-xs">{t('failedCode', { code: error.digest })}</span>
          ) : null}
        </ErrorState>
      </main>
    </>
  )
}
