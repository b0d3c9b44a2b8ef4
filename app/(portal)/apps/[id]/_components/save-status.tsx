'use client'

import { CloudCheck, CloudOff, LoaderCircle } from 'lucide-react'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { cn } from '#components/ui/cn.ts'
import { later } from '#components/ui/later.tsx'
import type { AppDraft } from './app-draft.ts'

const NewsNotice = later(() => import('./news-notice.tsx'))

const icons = { saved: CloudCheck, saving: LoaderCircle }

/** How far what was typed is kept, in plain sight; readers hear of it only when it turns for the worse, and when that is over. */
export function SaveStatus({ draft }: { draft: AppDraft }) {
  const t = useTranslations('app')
  const { state, news } = useSyncExternalStore(draft.subscribe, draft.now, draft.now)
  const isTrouble = state.kind === 'offline' || state.kind === 'signed-out' || state.kind === 'refused'
  const Icon = state.kind === 'saved' || state.kind === 'saving' ? icons[state.kind] : CloudOff
  const text = isTrouble
    ? state.kind === 'refused'
      ? t('notSaved', { reason: state.message })
      : t(state.kind === 'offline' ? 'notSavedOffline' : 'notSavedSignedOut')
    : undefined
  return (
    <>
      <div className="sticky top-12 z-10 -mx-2 mb-2 flex min-h-7 items-center bg-ground/95 px-2">
        {state.kind === 'none' ? null : (
          <p
            className={cn(
              'flex items-center gap-1.5 py-1 text-sm',
              isTrouble ? 'font-medium text-warning-strong' : 'text-ink-faint',
            )}
          >
            <Icon aria-hidden className={cn('size-4 shrink-0', state.kind === 'saving' && 'animate-spin')} />
            {state.kind === 'saved' ? <Saved at={state.at} /> : state.kind === 'saving' ? t('saving') : text}
          </p>
        )}
        <span role="status" className="sr-only">
          {text ?? (state.kind === 'none' ? '' : t('draftKept'))}
        </span>
      </div>
      {news ? (
        <NewsNotice
          news={news}
          appId={draft.form.appId}
          onClose={() => {
            draft.tell({ news: undefined })
          }}
        />
      ) : null}
    </>
  )
}

const justNowMs = 60_000

function Saved({ at }: { at: string }) {
  const t = useTranslations('app')
  const format = useFormatter()
  const now = useNow({ updateInterval: 30_000 })
  const saved = new Date(at)
  return (
    <time
      dateTime={at}
      title={format.dateTime(saved, { dateStyle: 'full', timeStyle: 'medium' })}
      suppressHydrationWarning
    >
      {now.getTime() - saved.getTime() < justNowMs
        ? t('savedJustNow')
        : t('saved', { when: format.relativeTime(saved, now) })}
    </time>
  )
}
