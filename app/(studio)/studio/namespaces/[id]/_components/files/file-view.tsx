'use client'

import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { FileVersion } from '#server/namespace-files/view.ts'
import { filesTopic, partPath, type Place } from './file-path.ts'
import { mostTextBytes } from './file-text.ts'
import { FileRevisions } from './file-revisions.tsx'
import { TextFile } from './text-file.tsx'
import { useContent } from './use-content.ts'

interface FileViewProps extends Place {
  size: number
  mayWrite: boolean
}

/** A file: its text in an editor, or that it is none, and its revisions. */
export function FileView({ namespace, path, size, mayWrite }: FileViewProps) {
  const place = { namespace, path }
  const url = partPath('revisions', place)
  const revisions = useResource<FileVersion[]>(url, { topics: [filesTopic(namespace)] })
  const newest = revisions.data?.at(-1)
  const isLarge = Math.max(size, newest?.size ?? 0) > mostTextBytes
  const { data, error } = useContent(place, isLarge ? undefined : newest?.revision)
  const trouble = revisions.error ?? error
  return (
    <>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {isLarge ? (
        <NoText isLarge />
      ) : data === undefined ? (
        trouble ? null : (
          <Skeleton className="h-96 rounded-sm" />
        )
      ) : data.read === undefined ? (
        <NoText />
      ) : (
        <TextFile
          {...place}
          saved={{ ...data.read, revision: data.revision }}
          mayWrite={mayWrite}
          revisionsPath={url}
        />
      )}
      {revisions.data && newest ? (
        <FileRevisions {...place} revisions={revisions.data} mayWrite={mayWrite} url={url} />
      ) : null}
    </>
  )
}

function NoText({ isLarge = false }: { isLarge?: boolean }) {
  const t = useTranslations('studio.files')
  const size = useByteSize()
  return (
    <p className="rounded-lg border border-dashed px-4 py-8 text-center text-sm text-ink-soft">
      {isLarge ? t('tooLarge', { size: size(mostTextBytes) }) : t('noText')}
    </p>
  )
}
