'use client'

import { Download, FolderInput, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ApiError } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import { dropKeptBelow } from '#components/yaml-editor/kept-text.ts'
import type { FileAttributes } from '#server/namespace-files/view.ts'
import { FileView } from './file-view.tsx'
import { filePath, filesTopic, folderOf, keptKey, nameOf, partPath, type Place } from './file-path.ts'
import type { FolderTools, May } from './folder-tools.ts'
import { FolderView } from './folder-view.tsx'
import { Missing } from './missing.tsx'

const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })

interface FilePaneProps extends Place {
  may: May
  tools: FolderTools
  /** It is gone: another path is to be shown. */
  onGone(path: string): void
}

/** What is chosen in the tree: a file with its text and revisions, or a folder with what can be done in it. */
export function FilePane({ namespace, path, may, tools, onGone }: FilePaneProps) {
  const t = useTranslations('studio.files')
  const place = { namespace, path }
  const url = partPath('stats', place)
  const { data, error } = useResource<FileAttributes>(url, {
    topics: [filesTopic(namespace)],
    enabled: path !== '',
  })
  const [deleting, setDeleting] = useState(false)
  if (path === '') return <p className="py-8 text-center text-sm text-ink-faint">{t('chooseOne')}</p>
  if (error instanceof ApiError && error.status === 404)
    return <Missing {...place} mayWrite={may.write} onGone={onGone} refresh={url} />
  if (!data) return error ? <TroubleNotice error={error} /> : <Skeleton className="h-96 rounded-lg" />
  const isFolder = data.type === 'Directory'
  return (
    <section aria-labelledby="file-name" className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id="file-name" className="text-md font-semibold wrap-anywhere">
            {nameOf(path)}
          </h2>
          {folderOf(path) ? <p className="text-sm wrap-anywhere text-ink-soft">{folderOf(path)}</p> : null}
          <Facts attributes={data} />
        </div>
        <div className="flex flex-wrap gap-2">
          {isFolder ? null : (
            <a href={`/api/v1${filePath(place)}`} download className={buttonStyle({ size: 'sm' })}>
              <Download aria-hidden />
              {t('download')}
            </a>
          )}
          {may.write ? (
            <Button size="sm" onClick={() => tools.make('move', path)}>
              <FolderInput aria-hidden />
              {t('move')}
            </Button>
          ) : null}
          {may.delete ? (
            <Button size="sm" variant="danger" onClick={() => setDeleting(true)}>
              <Trash2 aria-hidden />
              {t('delete')}
            </Button>
          ) : null}
        </div>
      </div>
      {isFolder ? (
        <FolderView path={path} files={data.files ?? 0} mayWrite={may.write} tools={tools} />
      ) : (
        <FileView key={data.creationTime} {...place} size={data.size} mayWrite={may.write} />
      )}
      {deleting ? (
        <DeleteDialog
          title={t('deleteTitle', { name: nameOf(path) })}
          path={filePath(place)}
          refresh={[partPath('directory', { namespace, path: folderOf(path) })]}
          done={t('deleted', { name: nameOf(path) })}
          onDeleted={() => {
            dropKeptBelow(keptKey(place))
            onGone(folderOf(path))
          }}
          onClose={() => setDeleting(false)}
        >
          {isFolder ? t('deleteFolderText', { files: data.files ?? 0 }) : t('deleteFileText')}
        </DeleteDialog>
      ) : null}
    </section>
  )
}

function Facts({ attributes }: { attributes: FileAttributes }) {
  const t = useTranslations('studio.files')
  const size = useByteSize()
  const at = (ms: number) => <RelativeTime at={new Date(ms).toISOString()} />
  return (
    <p className="text-sm text-ink-soft">
      {attributes.type === 'File' ? size(attributes.size) : t('filesIn', { files: attributes.files ?? 0 })}
      {' · '}
      {t.rich('changed', { time: () => at(attributes.lastModifiedTime) })}
      {' · '}
      {t.rich('made', { time: () => at(attributes.creationTime) })}
    </p>
  )
}
