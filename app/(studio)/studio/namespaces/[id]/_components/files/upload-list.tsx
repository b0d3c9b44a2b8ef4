'use client'

import { CircleAlert, CircleCheck, FileUp, TriangleAlert, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { UploadItem, Uploads } from './use-uploads.ts'

const icons = {
  sending: <FileUp aria-hidden className="size-4 shrink-0 text-ink-faint" />,
  exists: <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />,
  failed: <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />,
  done: <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />,
}

/** How far uploads are, and the question about those whose names exist. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const t = useTranslations('studio.files')
  const { items } = uploads
  const existing = items.filter(({ state }) => state === 'exists').map(({ id }) => id)
  const done = items.filter(({ state }) => state === 'done').length
  return (
    <>
      <p role="status" className="sr-only">
        {items.length > 0 ? t('uploaded', { done, all: items.length }) : ''}
      </p>
      {items.length > 0 ? (
        <Card>
          <div className="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2">
            <span aria-hidden className="text-sm font-medium">
              {t('uploaded', { done, all: items.length })}
            </span>
            <div className="flex flex-wrap gap-2">
              {existing.length > 1 ? (
                <>
                  <Button size="sm" onClick={() => uploads.replace(existing)}>
                    {t('replaceAll', { count: existing.length })}
                  </Button>
                  <Button size="sm" onClick={() => uploads.drop(existing)}>
                    {t('skipAll')}
                  </Button>
                </>
              ) : null}
              <Button
                size="icon"
                variant="ghost"
                aria-label={t('closeUploads')}
                onClick={() => uploads.drop(items.map(({ id }) => id))}
              >
                <X aria-hidden />
              </Button>
            </div>
          </div>
          <ul aria-label={t('uploads')} className="max-h-72 divide-y overflow-auto">
            {items.map((item) => (
              <Line key={item.id} item={item} uploads={uploads} />
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  )
}

function Line({ item, uploads }: { item: UploadItem; uploads: Uploads }) {
  const t = useTranslations('studio.files')
  const size = useByteSize()
  const { id, path, file, state } = item
  return (
    <li className="space-y-2 px-4 py-2 text-sm">
      <div className="flex flex-wrap items-center gap-2.5">
        {icons[state]}
        <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
          {path}
          {state === 'exists' ? <span className="block text-ink-soft">{t('existsText')}</span> : null}
        </span>
        {state === 'exists' ? (
          <>
            <Button size="sm" aria-label={t('replaceOne', { path })} onClick={() => uploads.replace([id])}>
              {t('replace')}
            </Button>
            <Button size="sm" aria-label={t('skipOne', { path })} onClick={() => uploads.drop([id])}>
              {t('skip')}
            </Button>
          </>
        ) : (
          <span className="text-ink-faint tabular-nums">{size(file.size)}</span>
        )}
        {state === 'sending' ? (
          <Button size="sm" aria-label={t('stopOne', { path })} onClick={() => uploads.drop([id])}>
            {t('stop')}
          </Button>
        ) : null}
        {state === 'failed' ? (
          <Button size="sm" aria-label={t('againOne', { path })} onClick={() => uploads.repeat([id])}>
            {t('again')}
          </Button>
        ) : null}
      </div>
      {state === 'sending' ? (
        <progress
          aria-label={t('sending', { path })}
          max={Math.max(file.size, 1)}
          value={item.sent}
          className="block h-1 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
        />
      ) : null}
      {state === 'failed' ? <TroubleNotice error={item.error} /> : null}
    </li>
  )
}
