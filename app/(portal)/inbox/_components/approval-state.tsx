'use client'

import { Ban, CircleCheck, CircleX, Hourglass, TimerOff, Undo2, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import type { ApprovalRow } from '#server/approvals/view.ts'

const looks: Record<ApprovalRow['state'], { tone: Tone; icon: LucideIcon }> = {
  OPEN: { tone: 'waiting', icon: Hourglass },
  APPROVED: { tone: 'success', icon: CircleCheck },
  DENIED: { tone: 'danger', icon: CircleX },
  EXPIRED: { tone: 'warning', icon: TimerOff },
  CANCELLED: { tone: 'neutral', icon: Ban },
  SENT_BACK: { tone: 'warning', icon: Undo2 },
}

export function ApprovalState({ state }: { state: ApprovalRow['state'] }) {
  const t = useTranslations('inbox')
  const { tone, icon } = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </Badge>
  )
}
