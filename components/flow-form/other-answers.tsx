'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'

interface OtherAnswersProps {
  /** When they were typed, in milliseconds since 1970. */
  at: number
  onSettled(wanted: boolean): void
}

/** Answers that this tab has and the form does not show, because newer ones came from elsewhere. */
export default function OtherAnswers({ at, onSettled }: OtherAnswersProps) {
  const t = useTranslations('form')
  return (
    <Notice tone="warning">
      <p>{t.rich('otherAnswers', { when: () => <RelativeTime at={new Date(at).toISOString()} /> })}</p>
      <p className="flex flex-wrap gap-2 pt-1">
        <Button
          size="sm"
          onClick={() => {
            onSettled(true)
          }}
        >
          {t('showOther')}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            onSettled(false)
          }}
        >
          {t('dropOther')}
        </Button>
      </p>
    </Notice>
  )
}
