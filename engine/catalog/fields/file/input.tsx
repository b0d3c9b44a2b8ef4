'use client'

import { Paperclip, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DropArea } from '#components/ui/drop-area.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { useHost, type FieldInputProps } from '#components/ui/host.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import { textOf } from '#engine/flow/inputs/raw.ts'
import { sizeInBytes } from '#engine/flow/inputs/upload.ts'
import { useUpload, type Sending } from './use-upload.ts'

/** Drop or choose one file; it is sent at once, in parts. The value is the id of the upload. */
export default function FileInput({
  id,
  value,
  options,
  required,
  disabled,
  invalid,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  const t = useTranslations('fields')
  const host = useHost()
  const [error, setError] = useState<string>()
  const upload = useUpload({
    onDone: onChange,
    onFailed: (failure) => {
      setError(failure instanceof Error ? failure.message : t('uploadFailed'))
    },
  })
  const { sending } = upload

  const extensions = Array.isArray(options.allowedFileExtensions)
    ? options.allowedFileExtensions.map(String)
    : []
  const limit = Math.min(sizeInBytes(textOf(options.maxSize)) ?? Infinity, host.maxUploadBytes)
  const size = useByteSize()
  const limits = [extensions.join(', '), t('upTo', { size: size(limit) })].filter(Boolean).join(' · ')

  function take(file: File | undefined) {
    if (!file || disabled) return
    const fits =
      extensions.length === 0 ||
      extensions.some((ending) => file.name.toLowerCase().endsWith(ending.toLowerCase()))
    if (!fits) setError(t('wrongType', { extensions: extensions.join(', ') }))
    else if (file.size === 0) setError(t('emptyFile'))
    else if (file.size > limit) setError(t('tooLarge', { size: size(limit) }))
    else {
      setError(undefined)
      void upload.send(file)
    }
  }

  function remove() {
    upload.stop()
    if (typeof value === 'string' && value) void host.forget(value)
    onChange('')
  }

  const kept =
    typeof value === 'string' && value !== ''
      ? (host.uploaded(value) ?? { id: value, name: t('uploadedFile'), size: 0 })
      : undefined
  return (
    <div className="space-y-1.5">
      {sending || kept ? (
        <FileLine
          sending={sending}
          name={sending?.name ?? kept?.name ?? ''}
          detail={size(sending?.size ?? kept?.size ?? 0)}
          onRemove={remove}
        />
      ) : null}
      <DropArea
        id={id}
        invalid={invalid}
        accept={extensions.join(',') || undefined}
        aria-required={required}
        aria-describedby={describedBy}
        disabled={disabled}
        className={sending || kept ? 'sr-only' : undefined}
        onFile={take}
        onBlur={onBlur}
      >
        <span>{t('dropFile')}</span>
        <span className="text-xs text-ink-faint">{limits}</span>
      </DropArea>
      <div role="status">
        <FieldError id={`${id}-upload`}>{error}</FieldError>
      </div>
    </div>
  )
}

interface FileLineProps {
  sending: Sending | undefined
  name: string
  detail: string
  onRemove(): void
}

function FileLine({ sending, name, detail, onRemove }: FileLineProps) {
  const t = useTranslations('fields')
  return (
    <div className="flex items-center gap-2.5 rounded-sm border py-1.5 pr-1.5 pl-3 text-sm">
      <Paperclip aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {sending ? (
          <progress
            aria-label={t('sending', { name })}
            max={sending.size}
            value={sending.sent}
            className="mt-1 block h-1 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
          />
        ) : null}
      </span>
      <span className="shrink-0 text-xs text-ink-faint tabular-nums">{detail}</span>
      <Button variant="ghost" size="icon" aria-label={t('removeFile', { name })} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
