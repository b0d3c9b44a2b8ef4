'use client'

import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import type { Wish } from './inbox.tsx'
import { useDecision } from './use-decision.ts'

interface DecisionPanelProps {
  approval: ApprovalView
  /** REST path of the approval. */
  path: string
  /** What the person is about to decide; the panel asks for the comment and a confirmation. */
  wish: Wish | undefined
  onWish(vote: Wish | undefined): void
  onDecided(): void
}

export function DecisionPanel({ approval, path, wish, onWish, onDecided }: DecisionPanelProps) {
  const t = useTranslations('inbox')
  if (approval.mine) return null
  if (approval.refusal) {
    return (
      <Notice tone="info" title={t('cannot')}>
        <p>{approval.refusal}</p>
      </Notice>
    )
  }
  if (wish)
    return <Decision approval={approval} path={path} wish={wish} onWish={onWish} onDecided={onDecided} />
  return (
    <div className="flex gap-2 max-sm:sticky max-sm:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-sm:z-1 max-sm:-mx-4 max-sm:border-t max-sm:bg-ground max-sm:px-4 max-sm:py-3">
      <Button
        variant="primary"
        onClick={() => {
          onWish('APPROVE')
        }}
        className="max-sm:flex-1"
      >
        <Check aria-hidden />
        {approval.labels?.approve ?? t('approve')}
      </Button>
      <Button
        variant="danger"
        onClick={() => {
          onWish('DENY')
        }}
        className="max-sm:flex-1"
      >
        <X aria-hidden />
        {approval.labels?.deny ?? t('reject')}
      </Button>
    </div>
  )
}

function Decision({ approval, path, wish, onWish, onDecided }: DecisionPanelProps & { wish: Wish }) {
  const t = useTranslations('inbox')
  const confirm = useRef<HTMLButtonElement>(null)
  const comment = useRef<HTMLTextAreaElement>(null)
  const decision = useDecision({ approval, path, onDecided })
  const needed =
    approval.commentRequired === 'ALWAYS' || (approval.commentRequired === 'ON_DENY' && wish === 'DENY')
  useEffect(() => {
    // A comment that must be written comes first; else Enter decides.
    if (needed) comment.current?.focus()
    else confirm.current?.focus()
  }, [needed, wish])

  async function decide() {
    if (needed && decision.comment.trim() === '') {
      decision.refuse(t('commentNeeded'))
      comment.current?.focus()
      return
    }
    await decision.send(wish)
  }

  return (
    <Card className="space-y-4 p-4">
      <h3 className="font-medium">{t(wish === 'APPROVE' ? 'approveTitle' : 'rejectTitle')}</h3>
      <Field
        id="comment"
        label={t('comment')}
        mark={needed ? undefined : t('optional')}
        help={t('commentHelp')}
        error={decision.refusal}
      >
        <Textarea
          ref={comment}
          id="comment"
          rows={3}
          maxLength={10_000}
          value={decision.comment}
          aria-required={needed}
          aria-invalid={decision.refusal ? true : undefined}
          aria-describedby={describedBy('comment', { help: true, error: Boolean(decision.refusal) })}
          onChange={(event) => {
            decision.write(event.target.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void decide()
          }}
        />
      </Field>
      {decision.trouble ? <TroubleNotice error={decision.trouble} /> : null}
      <div className="flex gap-2">
        <Button
          ref={confirm}
          variant={wish === 'APPROVE' ? 'primary' : 'danger'}
          pending={decision.pending}
          onClick={() => void decide()}
        >
          {wish === 'APPROVE'
            ? (approval.labels?.approve ?? t('approve'))
            : (approval.labels?.deny ?? t('reject'))}
        </Button>
        <Button
          onClick={() => {
            onWish(undefined)
          }}
        >
          {t('back')}
        </Button>
      </div>
    </Card>
  )
}
