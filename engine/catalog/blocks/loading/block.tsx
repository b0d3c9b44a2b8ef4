'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'

export default function LoadingBlock() {
  const t = useTranslations('blocks')
  return (
    <p role="status" className="flex items-center gap-2.5 py-2 text-ink-soft">
      <LoaderCircle aria-hidden className="size-5 animate-spin text-accent" />
      {t('loading')}
    </p>
  )
}
