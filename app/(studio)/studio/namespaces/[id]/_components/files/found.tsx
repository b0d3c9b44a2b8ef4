'use client'

import { File } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { cn } from '#components/ui/cn.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { cleanPath, filesTopic, folderOf, nameOf, searchPath } from './file-path.ts'

interface FoundProps {
  namespace: string
  q: string
  /** Path of what is shown beside it. */
  current: string
  onChoose(path: string): void
}

/** Paths that the server gives at most. */
const most = 1000

/** Files whose paths contain a text. */
export function Found({ namespace, q, current, onChoose }: FoundProps) {
  const t = useTranslations('studio.files')
  const { data, error } = useResource<string[]>(searchPath(namespace, q), {
    topics: [filesTopic(namespace)],
  })
  const paths = data?.map(cleanPath)
  return (
    <div className="p-1">
      <p role="status" className="px-2 py-1.5 text-sm text-ink-faint">
        {paths ? t('found', { count: paths.length, most: String(paths.length >= most) }) : null}
      </p>
      {error ? <TroubleNotice error={error} /> : null}
      {!paths && !error ? <Skeleton className="m-2 h-24" /> : null}
      <ul aria-label={t('results')}>
        {paths?.map((path) => (
          <li key={path}>
            <button
              type="button"
              aria-current={path === current ? 'true' : undefined}
              onClick={() => {
                onChoose(path)
              }}
              className={cn(
                'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2 max-sm:min-h-11',
                path === current && 'bg-accent-soft font-medium text-accent-strong',
              )}
            >
              <File aria-hidden className="size-4 shrink-0 text-ink-faint" />
              <span className="min-w-0 wrap-anywhere">
                {nameOf(path)}
                {folderOf(path) ? (
                  <span className="block text-xs font-normal text-ink-soft">{folderOf(path)}</span>
                ) : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
