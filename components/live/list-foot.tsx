'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { TroubleNotice } from './trouble-notice.tsx'
import type { Pages } from './use-pages.ts'

/** Under a list: how many of all are shown, and the way to the next page. */
export function ListFoot({ pages }: { pages: Omit<Pages<unknown>, 'replace' | 'drop'> }) {
  const { rows, total, loadMore, pending, trouble } = pages
  const t = useTranslations('common')
  return (
    <>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-4 flex items-center justify-between gap-4 text-sm text-ink-faint">
        <span role="status">{t('shown', { shown: rows.length, total })}</span>
        {loadMore ? (
          <Button size="sm" pending={pending} onClick={loadMore}>
            {t('more')}
          </Button>
        ) : null}
      </div>
    </>
  )
}
