'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { DropArea } from '#components/ui/drop-area.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { useHost, type FieldInputProps } from '#components/ui/host.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import { textOf } from '#engine/flow/inputs/raw.ts'
import { sizeInBytes } from '#engine/flow/inputs/upload.ts'
import { FileLine } from './file-line.tsx'
import { useJudgedFiles } from './use-judged-files.ts'
import { useUpload } from './use-upload.ts'

/** Drop or choose files; they are sent at once, in parts. The value is the id of the upload, or a list of them. */
export default function FileInput(field: FieldInputProps) {
  const { id, value, options, required, disabled, invalid, labelledBy, describedBy, onChange, onBlur } = field
  const t = useTranslations('fields')
  const host = useHost()
  const size = useByteSize()
  const [error, setError] = useState<string>()
  const group = useRef<HTMLDivElement>(null)
  const files = useRef(new Map<string, File>())

  const many = options.many === true
  const most = many && typeof options.maxItems === 'number' ? options.maxItems : 1
  const extensions = Array.isArray(options.allowedFileExtensions)
    ? options.allowedFileExtensions.map(String)
    : []
  const limit = Math.min(sizeInBytes(textOf(options.maxSize)) ?? Infinity, host.maxUploadBytes)
  const kept = [value].flat().filter((one) => typeof one === 'string' && one !== '') as string[]
  // two may arrive before the first is drawn
  const arrived = useRef(kept)
  useEffect(() => {
    arrived.current = kept
  })
  const upload = useUpload({
    onDone: (uploadId, file) => {
      files.current.set(uploadId, file)
      arrived.current = many ? [...arrived.current, uploadId] : [uploadId]
      onChange(many ? arrived.current : uploadId)
    },
    sayFailure: (failure) => failureText(failure, t),
  })
  const judge = useJudgedFiles({ extensions, limit })
  const given = kept.length + upload.sendings.length
  // a second file takes the place of the one that is there, where there is room for one
  const room = many ? Math.max(0, most - given) : 1
  const isFull = many ? room <= 0 : given > 0
  const hints = [
    extensions.join(', '),
    t('upTo', { size: size(limit) }),
    many ? t('upToFiles', { count: most }) : '',
  ]

  async function take(chosen: File[]) {
    if (disabled || chosen.length === 0) return
    const judged = await Promise.all(chosen.slice(0, room).map(judge))
    const wrong = judged.flatMap(({ problem }) => problem ?? [])
    if (chosen.length > room) wrong.push(t('tooManyFiles', { count: most }))
    setError(wrong.length > 0 ? [...new Set(wrong)].join(' · ') : undefined)
    for (const { file, problem } of judged) {
      if (problem !== undefined) continue
      if (!many) for (const { key } of upload.sendings) upload.stop(key)
      upload.send(file)
    }
  }

  function remove(uploadId: string) {
    void host.forget(uploadId)
    const rest = kept.filter((one) => one !== uploadId)
    onChange(many && rest.length > 0 ? rest : '')
    group.current?.focus()
  }

  return (
    <div
      ref={group}
      tabIndex={-1}
      {...(many && { id, role: 'group', 'aria-labelledby': labelledBy, 'aria-describedby': describedBy })}
      className="space-y-1.5"
    >
      <ul className="space-y-1.5 empty:hidden">
        {kept.map((uploadId) => {
          const known = host.uploaded(uploadId)
          return (
            <FileLine
              key={uploadId}
              name={known?.name ?? t('uploadedFile')}
              detail={known ? size(known.size) : ''}
              file={files.current.get(uploadId)}
              disabled={disabled}
              onRemove={() => {
                remove(uploadId)
              }}
            />
          )
        })}
        {upload.sendings.map((one) => (
          <FileLine
            key={one.key}
            name={one.file.name}
            detail={size(one.file.size)}
            file={one.file}
            progress={{ sent: one.sent, size: one.file.size }}
            failed={one.failed}
            disabled={disabled}
            onAgain={() => {
              upload.again(one)
            }}
            onRemove={() => {
              upload.stop(one.key)
            }}
          />
        ))}
      </ul>
      <DropArea
        id={many ? `${id}-choose` : id}
        invalid={invalid}
        multiple={many}
        capture={
          options.capture === 'user' || options.capture === 'environment' ? options.capture : undefined
        }
        accept={extensions.join(',') || (options.capture ? 'image/*' : undefined)}
        aria-required={many ? undefined : required}
        aria-describedby={many ? undefined : describedBy}
        disabled={disabled || room <= 0}
        className={isFull ? 'sr-only' : undefined}
        onFiles={(chosen) => void take(chosen)}
        onBlur={onBlur}
      >
        <span>{t(many ? 'dropFiles' : 'dropFile')}</span>
        <span className="text-xs text-ink-faint">{hints.filter(Boolean).join(' · ')}</span>
      </DropArea>
      <div role="status">
        <FieldError id={`${id}-upload`}>{error}</FieldError>
      </div>
    </div>
  )
}

/** Why a file did not arrive, and what one can do. */
function failureText(failure: unknown, t: ReturnType<typeof useTranslations<'fields'>>): string {
  if (!(failure instanceof Error)) return t('uploadFailed')
  if ('signedOut' in failure && failure.signedOut === true) return t('uploadSignedOut')
  return 'offline' in failure && failure.offline === true ? t('uploadOffline') : failure.message
}
