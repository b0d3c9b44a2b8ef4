'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { FilePreview } from '#server/files/preview.ts'
import { PreviewRows } from './preview-rows.tsx'

interface FilePreviewProps {
  executionId: string
  uri: string
  name: string
  onClose(): void
}

/** Letters of one text that a browser lays out at once. */
const mostLetters = 200_000

/** The beginning of a file of a run: text, rows or a picture. */
export default function FilePreviewDialog({ executionId, uri, name, onClose }: FilePreviewProps) {
  const common = useTranslations('common')
  const file = `/executions/${encodeURIComponent(executionId)}/file`
  const query = `?path=${encodeURIComponent(uri)}`
  const { data: preview, error } = useResource<FilePreview>(`${file}/preview${query}`)
  return (
    <Dialog
      kind="drawer"
      open
      title={<span className="wrap-anywhere">{name}</span>}
      closeLabel={common('close')}
      className="min-h-0 gap-3 font-sans text-sm"
      onClose={onClose}
    >
      {error ? <TroubleNotice error={error} /> : null}
      {preview ? <Summary file={preview} name={name} href={`/api/v1${file}${query}`} /> : null}
      <div className="min-h-0 flex-1 overflow-auto">
        {preview ? <Content file={preview} name={name} /> : error ? null : <Skeleton className="h-64" />}
      </div>
    </Dialog>
  )
}

function Summary({ file, name, href }: { file: FilePreview; name: string; href: string }) {
  const t = useTranslations('studio.preview')
  const size = useByteSize()
  const isPart = isShown(file) && (file.truncated || isLong(file))
  return (
    <div className="flex items-center gap-3 text-sm text-ink-soft">
      <p className="flex-1">
        {size(file.size)}
        {isPart ? ` · ${t('part')}` : null}
      </p>
      <a href={href} download aria-label={t('download', { name })} className={buttonStyle({ size: 'sm' })}>
        <Download aria-hidden />
        <span aria-hidden>{t('downloadShort')}</span>
      </a>
    </div>
  )
}

function isShown({ type, content }: FilePreview): boolean {
  return type !== 'PDF' && type !== 'BINARY' && content !== ''
}

function isLong({ type, content }: FilePreview): boolean {
  return type !== 'IMAGE' && typeof content === 'string' && content.length > mostLetters
}

function Content({ file, name }: { file: FilePreview; name: string }) {
  const t = useTranslations('studio.preview')
  if (file.size === 0) return <p className="text-sm text-ink-soft">{t('empty')}</p>
  if (!isShown(file)) return <p className="text-sm text-ink-soft">{t('noPreview')}</p>
  if (Array.isArray(file.content)) return <PreviewRows rows={file.content} label={name} />
  const text = typeof file.content === 'string' ? file.content : JSON.stringify(file.content, null, 2)
  if (file.type === 'IMAGE')
    return (
      <img
        src={`data:${imageType(file.extension)};base64,${text}`}
        alt={name}
        className="max-w-full rounded-lg border bg-sunken"
      />
    )
  return (
    <pre
      role="region"
      aria-label={name}
      tabIndex={0}
      className="overflow-x-auto rounded-lg border bg-surface p-3 font-mono text-xs leading-5"
    >
      {text.slice(0, mostLetters)}
    </pre>
  )
}

function imageType(extension: string): string {
  if (extension === 'svg') return 'image/svg+xml'
  return `image/${extension === 'jpg' ? 'jpeg' : extension}`
}
