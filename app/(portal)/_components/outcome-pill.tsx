'use client'

import {
  Ban,
  CircleCheck,
  CirclePause,
  CircleX,
  Hourglass,
  LoaderCircle,
  PencilLine,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import type { Outcome } from '#server/requests/view.ts'

/** In words: one that waits for changes is more to know than that it waits. */
type Said = Outcome | 'NEEDS_CHANGES'

const looks: Record<Said, { tone: Tone; icon: LucideIcon }> = {
  IN_PROGRESS: { tone: 'info', icon: LoaderCircle },
  WAITING_FOR_YOU: { tone: 'waiting', icon: Hourglass },
  NEEDS_CHANGES: { tone: 'warning', icon: PencilLine },
  ON_HOLD: { tone: 'warning', icon: CirclePause },
  APPROVED: { tone: 'success', icon: CircleCheck },
  REJECTED: { tone: 'danger', icon: CircleX },
  DONE: { tone: 'success', icon: CircleCheck },
  WITHDRAWN: { tone: 'neutral', icon: Undo2 },
  CANCELLED: { tone: 'neutral', icon: Ban },
}

/** What a request has come to: word, icon and colour. */
export function OutcomePill({ outcome }: { outcome: Said }) {
  const t = useTranslations('outcome')
  const { tone, icon } = looks[outcome]
  return (
    <Badge tone={tone} icon={icon}>
      {t(outcome)}
    </Badge>
  )
}
