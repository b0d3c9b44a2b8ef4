'use client'

import { Paperclip, RotateCw, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'

interface FileLineProps {
  name: string
  /** Its size, in words. */
  detail: string
  /** Where it was chosen in this page: a picture is shown. */
  file?: File
  /** Bytes sent of all; absent: it has arrived. */
  progress?: { sent: number; size: number }
  failed?: string
  disabled: boolean
  onAgain?(): void
  onRemove(): void
}

/** A file that was given, is on its way, or did not arrive. */
export function FileLine({
  name,
  detail,
  file,
  progress,
  failed,
  disabled,
  onAgain,
  onRemove,
}: FileLineProps) {
  const t = useTranslations('fields')
  const failedId = useId()
  return (
    <li className="rounded-sm border py-1.5 pr-1.5 pl-3 text-sm">
      <div className="flex items-center gap-2.5">
        <Picture file={file} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          {progress && failed === undefined ? (
            <progress
              aria-label={t('sending', { name })}
              max={progress.size}
              value={progress.sent}
              className="mt-1 block h-1 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
            />
          ) : null}
        </span>
        <span className="shrink-0 text-xs text-ink-faint tabular-nums">{detail}</span>
        {failed !== undefined && onAgain ? (
          <Button variant="ghost" size="icon" aria-label={t('sendAgain', { name })} onClick={onAgain}>
            <RotateCw aria-hidden />
          </Button>
        ) : null}
        <Button
          variant="ghost"
          size="icon"
          disabled={disabled}
          aria-label={t('removeFile', { name })}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      </div>
      {failed === undefined ? null : (
        <div role="status">
          <FieldError id={failedId}>{failed}</FieldError>
        </div>
      )}
    </li>
  )
}

function Picture({ file }: { file: File | undefined }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!file?.type.startsWith('image/')) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
    }
  }, [file])
  return url ? (
    <img src={url} alt="" className="size-10 shrink-0 rounded-sm object-cover" />
  ) : (
    <Paperclip aria-hidden className="size-4 shrink-0 text-ink-faint" />
  )
}
