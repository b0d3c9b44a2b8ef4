'use client'

import { Check, Undo2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { later } from '#components/ui/later.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import type { Wish } from './inbox.tsx'

/** Whoever comes near has its code at hand when they press. */
export const Decision = later(() => import('./decision.tsx'), <Skeleton className="h-64 rounded-lg" />)

const HeldDecision = later(() => import('./held-decision.tsx'), <Skeleton className="h-24 rounded-lg" />)

export interface DecisionPanelProps {
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
  if (approval.held) return <HeldDecision id={approval.id} held={approval.held} />
  if (approval.mine || approval.claimedBy) return null
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
    <div
      onPointerEnter={Decision.preload}
      onFocus={Decision.preload}
      className="flex gap-2 max-sm:sticky max-sm:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-sm:z-1 max-sm:-mx-4 max-sm:border-t max-sm:bg-ground max-sm:px-4 max-sm:py-3"
    >
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
      {approval.sendBack ? (
        <Button
          onClick={() => {
            onWish('SEND_BACK')
          }}
          className="max-sm:flex-1"
        >
          <Undo2 aria-hidden />
          {approval.sendBack.label ?? t('sendBack')}
        </Button>
      ) : null}
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
