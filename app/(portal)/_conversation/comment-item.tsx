'use client'

import { Paperclip } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useRemoval } from '#components/live/use-removal.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { later } from '#components/ui/later.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { CommentPage, CommentView } from '#server/comments/view.ts'

const CommentEditor = later(() => import('./comment-editor.tsx'), <Skeleton className="mt-2 h-32" />)

interface CommentItemProps {
  comment: CommentView
  requestId: string
  may: CommentPage['may']
  fileHref(uri: string): string
  /** REST path of the conversation. */
  path: string
  onChanged(): Promise<void>
}

export default function CommentItem(props: CommentItemProps) {
  const { comment, requestId, may, fileHref, path, onChanged } = props
  const t = useTranslations('conversation')
  const now = useNow({ updateInterval: 30_000 })
  const [editing, setEditing] = useState(false)
  const { trouble, isSure, isPending, remove } = useRemoval({ path, onRemoved: onChanged })
  const { id, by } = comment
  const editable = comment.editableUntil !== undefined && Date.parse(comment.editableUntil) > now.getTime()
  if (comment.deletedAt)
    return (
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-faint italic">
        {t('deleted', { name: by.name })}
        <RelativeTime at={comment.deletedAt} className="text-xs not-italic" />
      </p>
    )
  return (
    <article aria-label={by.name} className="flex gap-2.5">
      <Avatar name={by.name} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <span className="font-medium">{by.name}</span>
          {by.guest ? <Badge>{t('guest')}</Badge> : null}
          {comment.kind === 'cancel' ? <Badge tone="warning">{t('asksToCancel')}</Badge> : null}
          <RelativeTime at={comment.createdAt} className="text-xs text-ink-faint" />
          {comment.editedAt ? <span className="text-xs text-ink-faint">{t('edited')}</span> : null}
        </p>
        {editing ? (
          <CommentEditor
            comment={comment}
            requestId={requestId}
            may={may}
            path={path}
            onEnd={() => {
              setEditing(false)
            }}
            onSaved={onChanged}
          />
        ) : (
          <>
            {/* Sanitised where it was made, on the server. */}
            <div className="prose mt-1 wrap-anywhere" dangerouslySetInnerHTML={{ __html: comment.html }} />
            <CommentFiles files={comment.files} href={fileHref} />
            <Earlier earlier={comment.earlier} />
            {trouble ? <TroubleNotice error={trouble} className="mt-2" /> : null}
            {comment.mayDelete ? (
              <div className="mt-1.5 -ml-2.5 flex gap-1">
                {editable ? (
                  <Button
                    variant="ghost"
                    size="sm"
                    onClick={() => {
                      setEditing(true)
                    }}
                  >
                    {t('edit')}
                  </Button>
                ) : null}
                <Button
                  variant="ghost"
                  size="sm"
                  pending={isPending(id)}
                  onClick={() => {
                    remove(id)
                  }}
                >
                  {isSure(id) ? t('reallyDelete') : t('delete')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </div>
    </article>
  )
}

function CommentFiles({ files, href }: { files: CommentView['files']; href(uri: string): string }) {
  const size = useByteSize()
  if (files.length === 0) return null
  return (
    <ul className="mt-2 space-y-1 text-sm">
      {files.map((file) => (
        <li key={file.uri} className="flex min-w-0 items-center gap-1.5">
          <Paperclip aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
          <a
            href={href(file.uri)}
            download
            className="min-w-0 truncate text-accent-strong underline underline-offset-2"
          >
            {file.name}
          </a>
          <span className="shrink-0 text-xs text-ink-faint tabular-nums">{size(file.size)}</span>
        </li>
      ))}
    </ul>
  )
}

/** What it said before it was edited. */
function Earlier({ earlier }: { earlier: CommentView['earlier'] }) {
  const t = useTranslations('conversation')
  if (earlier.length === 0) return null
  return (
    <details className="mt-2 text-sm text-ink-soft">
      <summary className="cursor-pointer text-xs text-ink-faint">{t('before')}</summary>
      {earlier.map(({ text, at }) => (
        <blockquote key={at} className="mt-1.5 border-l-2 pl-2.5 wrap-anywhere whitespace-pre-wrap">
          {text}
        </blockquote>
      ))}
    </details>
  )
}
