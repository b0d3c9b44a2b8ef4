'use client'

import { Bookmark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '#components/ui/button.tsx'
import { later } from '#components/ui/later.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { ViewPage } from '#server/saved-views/view.ts'

const ViewList = later(() => import('./view-list.tsx'))

/** Filters of a page under names: each person's own. The client messages are `savedViews` and `common`. */
export function SavedViews({ page }: { page: ViewPage }) {
  const t = useTranslations('savedViews')
  return (
    <Popover
      label={t('title')}
      button={
        <>
          <Bookmark aria-hidden />
          {t('title')}
        </>
      }
      buttonClassName={buttonStyle({})}
      className="w-96 p-4"
    >
      {(close) => <ViewList page={page} onChosen={close} />}
    </Popover>
  )
}
