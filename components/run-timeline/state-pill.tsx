'use client'

import {
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  LoaderCircle,
  RotateCw,
  SkipForward,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import type { State } from '#engine/flow/flow.ts'

const looks: Record<State, { tone: Tone; icon: LucideIcon }> = {
  CREATED: { tone: 'neutral', icon: CircleDashed },
  QUEUED: { tone: 'neutral', icon: CircleDashed },
  RUNNING: { tone: 'info', icon: LoaderCircle },
  PAUSED: { tone: 'waiting', icon: CirclePause },
  RETRYING: { tone: 'warning', icon: RotateCw },
  RESTARTED: { tone: 'info', icon: RotateCw },
  KILLING: { tone: 'warning', icon: Ban },
  SUCCESS: { tone: 'success', icon: CircleCheck },
  WARNING: { tone: 'warning', icon: TriangleAlert },
  FAILED: { tone: 'danger', icon: CircleX },
  KILLED: { tone: 'neutral', icon: Ban },
  CANCELLED: { tone: 'neutral', icon: Ban },
  SKIPPED: { tone: 'neutral', icon: SkipForward },
  RETRIED: { tone: 'neutral', icon: RotateCw },
}

export function toneOfState(state: State): Tone {
  return looks[state].tone
}

/** The state of an execution or a task run: word, icon and colour. Its client messages are `studio`. */
export function StatePill({ state, className }: { state: State; className?: string }) {
  const t = useTranslations('studio.states')
  const { tone, icon } = looks[state]
  return (
    <Badge tone={tone} icon={icon} className={className}>
      {t(state)}
    </Badge>
  )
}
