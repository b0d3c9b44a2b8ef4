'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { SourceDiff } from './source-diff.tsx'

const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })

interface RevisionRow {
  revision: number
  /** ISO 8601. */
  createdAt: string
  /** Name of a person. */
  createdBy?: string
}

interface SourceRevisionsProps {
  /** REST path of the list. */
  path: string
  topics: readonly string[]
  initial: readonly RevisionRow[]
  /** Number and source of the newest. */
  revision: number
  source: string
  /** REST path of one revision with its source. */
  pathOf(revision: number): string
  /** Page that loads one into the editor. */
  restoreHref(revision: number): string
  /** REST path that deletes one; absent: none may be deleted. */
  deletePath?(revision: number): string
}

/** All revisions; the one that is picked is shown, or what the newest changed against it. */
export function SourceRevisions(props: SourceRevisionsProps) {
  const { initial, revision: newest, source } = props
  const t = useTranslations('studio.revisions')
  const { data = initial } = useResource<readonly RevisionRow[]>(props.path, {
    initial,
    topics: props.topics,
  })
  const [picked, setPicked] = useState(data[1]?.revision ?? newest)
  const [deleting, setDeleting] = useState(false)
  const older = useResource<{ source: string }>(props.pathOf(picked), {
    enabled: picked !== newest,
  })
  const shown = picked === newest ? source : older.data?.source
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <ul
        aria-label={t('list')}
        className="divide-y overflow-hidden rounded-lg border bg-surface lg:max-h-[70dvh] lg:overflow-y-auto"
      >
        {data.map((row) => (
          <li key={row.revision}>
            <button
              type="button"
              aria-pressed={row.revision === picked}
              onClick={() => {
                setPicked(row.revision)
              }}
              className={cn(
                'block w-full px-3 py-2.5 text-left hover:bg-sunken/60 focus-visible:-outline-offset-2',
                row.revision === picked && 'bg-accent-soft',
              )}
            >
              <span className="flex items-center justify-between gap-2 font-medium">
                {t('revision', { revision: row.revision })}
                {row.revision === newest ? <Badge tone="success">{t('newest')}</Badge> : null}
              </span>
              <span className="block truncate text-sm text-ink-soft">
                {row.createdBy ? `${row.createdBy} · ` : ''}
                <RelativeTime at={row.createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="min-w-0 space-y-3">
        <div className="flex min-h-9 flex-wrap items-center justify-between gap-2">
          <h2 className="text-base font-semibold">
            {picked === newest
              ? t('revision', { revision: picked })
              : t('compared', { from: picked, to: newest })}
          </h2>
          {picked === newest ? null : (
            <div className="flex flex-wrap gap-2">
              {props.deletePath ? (
                <Button
                  size="sm"
                  onClick={() => {
                    setDeleting(true)
                  }}
                >
                  {t('delete')}
                </Button>
              ) : null}
              <Link href={props.restoreHref(picked)} className={buttonStyle({ size: 'sm' })}>
                {t('restore', { revision: picked })}
              </Link>
            </div>
          )}
        </div>
        {older.error ? <TroubleNotice error={older.error} /> : null}
        {shown === undefined ? (
          older.error ? null : (
            <Skeleton className="h-96 rounded-lg" />
          )
        ) : (
          <SourceDiff key={picked} before={shown} after={source} label={t('source')} />
        )}
      </div>
      {deleting && props.deletePath ? (
        <DeleteDialog
          title={t('deleteTitle', { revision: picked })}
          path={props.deletePath(picked)}
          done={t('deleted', { revision: picked })}
          onDeleted={() => {
            setDeleting(false)
            setPicked(newest)
          }}
          onClose={() => {
            setDeleting(false)
          }}
        >
          {t('deleteText')}
        </DeleteDialog>
      ) : null}
    </div>
  )
}
