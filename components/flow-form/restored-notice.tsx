'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'

/** Says that the form began with what was typed here earlier. */
export function RestoredNotice({ onStartOver }: { onStartOver: () => void }) {
  const t = useTranslations('form')
  return (
    <Notice tone="info">
      <p>
        {t('restored')}{' '}
        <button type="button" onClick={onStartOver} className="font-medium underline underline-offset-2">
          {t('startOver')}
        </button>
      </p>
    </Notice>
  )
}
