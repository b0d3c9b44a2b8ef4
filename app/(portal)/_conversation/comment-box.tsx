'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from '#components/flow-form/draft.ts'
import { send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { CommentPage } from '#server/comments/view.ts'
import { BoxFrame } from './box-frame.tsx'
import { MentionBox, type Mentions } from './mention-box.tsx'
import { useFiles, type BoxFile } from './use-files.ts'

/** What was done before the box's code had come. */
export interface Begun {
  text: string
  /** Where the caret stood in it; absent: the focus is elsewhere. */
  caret?: number
  /** A button that was pressed. */
  act?: 'attach' | 'send'
  /** Dropped onto it. */
  files?: FileList
}

export interface CommentBoxProps {
  requestId: string
  /** REST path of the conversation. */
  path: string
  may: CommentPage['may']
  onSent(): Promise<void>
  begun: Begun
}

/** Writes a comment, with people and files. What is typed stays in this tab until it is sent. */
export default function CommentBox({ requestId, path, may, onSent, begun }: CommentBoxProps) {
  const t = useTranslations('conversation')
  const draftKey = `comment:${requestId}`
  const [text, setText] = useState(() => begun.text || String(readDraft(draftKey)?.values.text ?? ''))
  const [mentions, setMentions] = useState<Mentions>(() => new Map())
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const files = useFiles()
  const chooser = useRef<HTMLInputElement>(null)
  const wish = useRef({ text: '', id: '' })
  const empty = text.trim() === '' && files.list.length === 0

  function write(next: string) {
    setText(next)
    keepDraft(draftKey, next ? { text: next } : {})
  }

  async function post() {
    const body = {
      text,
      mentions: [...mentions].filter(([, name]) => text.includes(`@${name}`)).map(([id]) => id),
      uploadIds: files.list.flatMap(({ uploadId }) => uploadId ?? []),
    }
    // a repeat of the same comment counts once
    const same = JSON.stringify(body)
    if (wish.current.text !== same) wish.current = { text: same, id: randomId() }
    setPending(true)
    setTrouble(undefined)
    try {
      await send('POST', path, { body, idempotencyKey: wish.current.id })
      write('')
      setMentions(new Map())
      files.clear()
      dropDraft(draftKey)
      await onSent()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  // in the place where it is done, as soon as that is there
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    if (begun.text) write(begun.text)
    if (begun.files) files.take(begun.files)
    if (begun.act === 'attach') chooser.current?.click()
    if (begun.act === 'send') void post()
  })

  return (
    <BoxFrame
      isEmpty={empty || files.sending}
      pending={pending}
      focused={begun.act}
      mayMention={may.mention}
      onSend={() => void post()}
      onAttach={() => chooser.current?.click()}
      onDrop={files.take}
    >
      <MentionBox
        id={`write-${requestId}`}
        label={t('write')}
        requestId={requestId}
        may={may}
        text={text}
        mentions={mentions}
        caret={begun.caret}
        onText={write}
        onMentions={setMentions}
        onPaste={files.take}
      />
      <ChosenFiles files={files.list} onRemove={files.remove} />
      <div role="status">
        {files.refusal ? <p className="text-sm text-danger-strong">{files.refusal}</p> : null}
      </div>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={t('attach')}
        onChange={(event) => {
          if (event.target.files) files.take(event.target.files)
          event.target.value = ''
        }}
      />
    </BoxFrame>
  )
}

function ChosenFiles({ files, onRemove }: { files: readonly BoxFile[]; onRemove(key: string): void }) {
  const t = useTranslations('conversation')
  const size = useByteSize()
  if (files.length === 0) return null
  return (
    <ul className="space-y-1">
      {files.map((file) => (
        <li key={file.key} className="flex items-center gap-2 rounded-sm border py-1 pr-1 pl-3 text-sm">
          <span className="min-w-0 flex-1">
            <span className="block truncate">{file.name}</span>
            {file.uploadId === undefined ? (
              <progress
                aria-label={t('sending', { name: file.name })}
                max={file.size}
                value={file.sent}
                className="block h-1 w-full"
              />
            ) : null}
          </span>
          <span className="shrink-0 text-xs text-ink-faint tabular-nums">{size(file.size)}</span>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('removeFile', { name: file.name })}
            onClick={() => {
              onRemove(file.key)
            }}
          >
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  )
}
