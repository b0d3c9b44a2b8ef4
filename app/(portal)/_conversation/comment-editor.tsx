'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import type { CommentPage, CommentView } from '#server/comments/view.ts'
import { MentionBox, type Mentions } from './mention-box.tsx'

interface EditorProps {
  comment: CommentView
  requestId: string
  may: CommentPage['may']
  path: string
  onEnd(): void
  onSaved(): Promise<void>
}

/** A comment that is written anew. */
export default function CommentEditor({ comment, requestId, may, path, onEnd, onSaved }: EditorProps) {
  const t = useTranslations('conversation')
  const [text, setText] = useState(comment.source ?? '')
  const [mentions, setMentions] = useState<Mentions>(
    () => new Map(comment.mentions.map(({ id, name }) => [id, name])),
  )
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function save() {
    setPending(true)
    setTrouble(undefined)
    try {
      const named = [...mentions].filter(([, name]) => text.includes(`@${name}`)).map(([id]) => id)
      await send('PATCH', `${path}/${encodeURIComponent(comment.id)}`, { body: { text, mentions: named } })
      await onSaved()
      onEnd()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="mt-2 space-y-2">
      <MentionBox
        id={`edit-${comment.id}`}
        label={t('editLabel')}
        requestId={requestId}
        may={may}
        text={text}
        mentions={mentions}
        autoFocus
        onText={setText}
        onMentions={setMentions}
      />
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="flex gap-2">
        <Button
          size="sm"
          variant="primary"
          pending={pending}
          disabled={text.trim() === ''}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
        <Button size="sm" onClick={onEnd}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}
