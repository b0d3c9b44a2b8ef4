'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ApprovalRow } from '#server/approvals/view.ts'
import type { Wish } from './inbox.tsx'
import { useDecideMany, type Refused } from './use-decide-many.ts'

interface DecideManyProps {
  rows: readonly ApprovalRow[]
  wish: Wish
  /** One of them has left the list. */
  onDecided(id: string): void
  onClose(): void
}

/** Shows once more what is decided together, asks for the comment, and says what does not count and why. */
export default function DecideMany({ rows: chosen, wish, onDecided, onClose }: DecideManyProps) {
  const t = useTranslations('inbox')
  const common = useTranslations('common')
  // those that it was opened for: the list goes on meanwhile
  const [rows] = useState(chosen)
  const [comment, setComment] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const { decide, pending, trouble, refused } = useDecideMany({ rows, wish, onDecided, onClose })
  const count = rows.length
  const isBack = wish === 'SEND_BACK'
  const needed =
    isBack ||
    rows.some(
      ({ commentRequired }) =>
        commentRequired === 'ALWAYS' || (commentRequired === 'ON_DENY' && wish === 'DENY'),
    )
  const title = t(`many.${wish}`, { count })

  function confirm() {
    if (needed && comment.trim() === '') {
      setMissing(true)
      field.current?.focus()
      return
    }
    void decide(comment)
  }

  if (refused.length > 0)
    return (
      <Dialog
        open
        title={t('someRefused', { count: refused.length })}
        closeLabel={common('close')}
        onClose={onClose}
      >
        <Rows rows={rows} refused={refused} />
        <Button className="mt-4" onClick={onClose}>
          {common('close')}
        </Button>
      </Dialog>
    )
  return (
    <Dialog open title={title} closeLabel={common('close')} onClose={onClose}>
      <div className="space-y-4">
        <Rows rows={rows} />
        <Field
          id="comment-on-all"
          label={t(isBack ? 'whatToChange' : 'comment')}
          mark={needed ? undefined : t('optional')}
          help={t('commentOnAll')}
          error={missing ? t(isBack ? 'changesNeeded' : 'commentNeeded') : undefined}
        >
          <Textarea
            ref={field}
            id="comment-on-all"
            rows={3}
            maxLength={5000}
            value={comment}
            aria-required={needed}
            aria-invalid={missing ? true : undefined}
            aria-describedby={describedBy('comment-on-all', { help: true, error: missing })}
            onChange={(event) => {
              setComment(event.target.value)
              setMissing(false)
            }}
          />
        </Field>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div className="flex gap-2">
          <Button variant={wish === 'DENY' ? 'danger' : 'primary'} pending={pending} onClick={confirm}>
            {title}
          </Button>
          <Button onClick={onClose}>{t('back')}</Button>
        </div>
      </div>
    </Dialog>
  )
}

function Rows({ rows, refused }: { rows: readonly ApprovalRow[]; refused?: readonly Refused[] }) {
  const shown = refused ? rows.filter(({ id }) => refused.some((one) => one.id === id)) : rows
  return (
    <ul className="max-h-64 divide-y overflow-y-auto rounded-lg border text-sm">
      {shown.map((row) => (
        <li key={row.id} className="px-3 py-2">
          <p className="font-medium wrap-anywhere">{row.title}</p>
          <p className="text-ink-soft wrap-anywhere">
            {[
              row.requester?.name,
              ...row.keyValues.slice(0, 2).map((value) => `${value.label}: ${value.display}`),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {refused ? (
            <p className="text-danger-strong">{refused.find(({ id }) => id === row.id)?.message}</p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
