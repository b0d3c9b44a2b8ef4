'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { usePathname, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { SavedView, ViewPage } from '#server/saved-views/view.ts'
import { NameForm } from './name-form.tsx'
import { ViewLine } from './view-line.tsx'

interface ViewListProps {
  page: ViewPage
  onChosen(): void
}

/** The views of a page, and a way to keep what its address says now. */
export default function ViewList({ page, onChosen }: ViewListProps) {
  const t = useTranslations('savedViews')
  const client = useQueryClient()
  const path = `/saved-views?page=${page}`
  const { data: views, error } = useResource<SavedView[]>(path)
  const [trouble, setTrouble] = useState<unknown>()
  const pathname = usePathname()
  const query = useSearchParams().toString()

  async function change(work: () => Promise<unknown>): Promise<boolean> {
    setTrouble(undefined)
    try {
      await work()
      await client.invalidateQueries({ queryKey: [path] })
      return true
    } catch (failure) {
      setTrouble(failure)
      return false
    }
  }

  return (
    <div className="space-y-3">
      {views === undefined ? error ? <TroubleNotice error={error} /> : <Skeleton className="h-20" /> : null}
      {views?.length === 0 ? <p className="text-sm text-ink-soft">{t('none')}</p> : null}
      {views && views.length > 0 ? (
        <ul aria-label={t('title')} className="space-y-1">
          {views.map((view) => (
            <ViewLine
              key={view.id}
              view={view}
              href={`${pathname}?${view.query}`}
              isShown={view.query === query}
              onChosen={onChosen}
              onChange={(body) => change(() => send('PATCH', `/saved-views/${view.id}`, { body }))}
              onDelete={() => change(() => send('DELETE', `/saved-views/${view.id}`))}
            />
          ))}
        </ul>
      ) : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {query === '' ? (
        <p className="text-sm text-ink-faint">{t('noFilters')}</p>
      ) : (
        <NameForm
          label={t('saveAs')}
          submitLabel={t('save')}
          onName={(name) => change(() => send('POST', '/saved-views', { body: { page, name, query } }))}
        />
      )}
    </div>
  )
}
