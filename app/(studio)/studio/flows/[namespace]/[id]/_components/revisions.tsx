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
import { SourceDiff } from '#components/yaml-editor/source-diff.tsx'
import type { RevisionRow } from '#server/flows/view.ts'
import { flowHref } from '../../../../../_components/param.ts'

const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })

interface RevisionsProps {
  flow: { namespace: string; id: string; revision: number }
  initial: RevisionRow[]
  /** Of the newest revision. */
  source: string
  mayDelete: boolean
}

/** All revisions; the one that is picked is shown, or what the newest changed against it. */
export function Revisions({ flow, initial, source, mayDelete }: RevisionsProps) {
  const t = useTranslations('studio.revisions')
  const base = `/flows/${encodeURIComponent(flow.namespace)}/${encodeURIComponent(flow.id)}`
  const { data = initial } = useResource(`${base}/revisions`, {
    initial,
    topics: [`flow:${flow.namespace}/${flow.id}`],
  })
  const [picked, setPicked] = useState(data[1]?.revision ?? flow.revision)
  const [deleting, setDeleting] = useState(false)
  const older = useResource<{ source: string }>(`${base}?source=true&revision=${String(picked)}`, {
    enabled: picked !== flow.revision,
  })
  const shown = picked === flow.revision ? source : older.data?.source
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
                {row.revision === flow.revision ? <Badge tone="success">{t('newest')}</Badge> : null}
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
            {picked === flow.revision
              ? t('revision', { revision: picked })
              : t('compared', { from: picked, to: flow.revision })}
          </h2>
          {picked === flow.revision ? null : (
            <div className="flex flex-wrap gap-2">
              {mayDelete ? (
                <Button
                  size="sm"
                  onClick={() => {
                    setDeleting(true)
                  }}
                >
                  {t('delete')}
                </Button>
              ) : null}
              <Link
                href={`${flowHref(flow.namespace, flow.id)}?revision=${String(picked)}`}
                className={buttonStyle({ size: 'sm' })}
              >
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
      {deleting ? (
        <DeleteDialog
          title={t('deleteTitle', { revision: picked })}
          path={`${base}/revisions?revisions=${String(picked)}`}
          done={t('deleted', { revision: picked })}
          onDeleted={() => {
            setDeleting(false)
            setPicked(flow.revision)
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
