'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import type { DecisionPanelProps } from './decision-panel.tsx'
import type { Wish } from './inbox.tsx'
import { useDecision } from './use-decision.ts'

const DecisionForm = later(() => import('./decision-form.tsx'), <Skeleton className="h-64 rounded-lg" />)

const words = { APPROVE: 'approve', DENY: 'reject', SEND_BACK: 'sendBack' } as const

/** What the author calls it. */
function labelOf({ labels, sendBack }: ApprovalView, wish: Wish): string | undefined {
  if (wish === 'SEND_BACK') return sendBack?.label
  return wish === 'APPROVE' ? labels?.approve : labels?.deny
}

type DecisionProps = Omit<DecisionPanelProps, 'wish'> & { wish: Wish }

/** The comment and the confirmation of one decision; of an approval that asks for answers, its form. */
export default function Decision(props: DecisionProps) {
  return props.wish === 'APPROVE' && props.approval.form ? <DecisionForm {...props} /> : <Plain {...props} />
}

function Plain({ approval, path, wish, onWish, onDecided }: DecisionProps) {
  const t = useTranslations('inbox')
  const confirm = useRef<HTMLButtonElement>(null)
  const comment = useRef<HTMLTextAreaElement>(null)
  const decision = useDecision({ approval, path, onDecided })
  const isBack = wish === 'SEND_BACK'
  const needed =
    isBack ||
    approval.commentRequired === 'ALWAYS' ||
    (approval.commentRequired === 'ON_DENY' && wish === 'DENY')
  useEffect(() => {
    // A comment that must be written comes first; else Enter decides.
    if (needed) comment.current?.focus()
    else confirm.current?.focus()
  }, [needed, wish])

  async function decide() {
    if (needed && decision.comment.trim() === '') {
      decision.refuse(t(isBack ? 'changesNeeded' : 'commentNeeded'))
      comment.current?.focus()
      return
    }
    await decision.send(wish)
  }

  return (
    <Card className="space-y-4 p-4">
      <h3 className="font-medium">{t(`sure.${wish}`)}</h3>
      <Field
        id="comment"
        label={t(isBack ? 'whatToChange' : 'comment')}
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
          variant={wish === 'DENY' ? 'danger' : 'primary'}
          pending={decision.pending}
          onClick={() => void decide()}
        >
          {labelOf(approval, wish) ?? t(words[wish])}
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
