'use client'

import { Check, CircleAlert, Clock, Minus, X, type LucideIcon } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { cn } from '#components/ui/cn.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { StageView } from '#server/requests/view.ts'
import { DueBadge } from '../../../_components/due-badge.tsx'
import { useUsual } from '../../../_components/use-usual.ts'
import { useVoteWords } from '../../../_components/use-vote-words.ts'
import { useWho } from '../../../_components/use-who.ts'

const looks: Record<StageView['state'], { icon: LucideIcon; dot: string }> = {
  done: { icon: Check, dot: 'border-success bg-success text-on-accent' },
  now: { icon: Clock, dot: 'border-accent bg-accent-soft text-accent-strong' },
  next: { icon: Minus, dot: 'border-line-strong/60 bg-surface text-transparent' },
  skipped: { icon: Minus, dot: 'border-line bg-sunken text-ink-faint' },
  failed: { icon: CircleAlert, dot: 'border-warning bg-warning-soft text-warning-strong' },
  rejected: { icon: X, dot: 'border-danger bg-danger-soft text-danger-strong' },
}

/** The stages from top to bottom: done with who and when, now, next with the usual time. */
export function StageLine({ stages }: { stages: readonly StageView[] }) {
  const t = useTranslations('tracker')
  return (
    <ol>
      {stages.map((stage, index) => {
        const { icon: Icon, dot } = looks[stage.state]
        const done = stage.state === 'done'
        return (
          <li
            key={stage.id}
            aria-current={stage.state === 'now' ? 'step' : undefined}
            className="relative flex gap-3.5 pb-6 last:pb-0"
          >
            {index < stages.length - 1 ? (
              <span
                aria-hidden
                className={cn(
                  'absolute top-6 bottom-0 left-[11px] w-0.5',
                  done ? 'bg-success/50' : 'bg-line',
                )}
              />
            ) : null}
            <span
              className={cn(
                'relative flex size-6 shrink-0 items-center justify-center rounded-full border',
                dot,
              )}
            >
              {stage.state === 'now' ? (
                <span
                  aria-hidden
                  className="absolute -inset-1 animate-breathe rounded-full border-2 border-accent/40"
                />
              ) : null}
              <Icon aria-hidden className="size-3.5" />
              <span className="sr-only">{t(`stage.${stage.state}`)}</span>
            </span>
            <div className="min-w-0 flex-1 pt-0.5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <p
                  className={cn(
                    'wrap-anywhere',
                    stage.state === 'now' && 'font-medium',
                    (stage.state === 'next' || stage.state === 'skipped') && 'text-ink-soft',
                  )}
                >
                  {stage.title}
                </p>
                <StageTime stage={stage} />
              </div>
              <StageDetail stage={stage} />
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function StageTime({ stage }: { stage: StageView }) {
  const t = useTranslations('tracker')
  const format = useFormatter()
  const usual = useUsual()
  if (stage.state === 'skipped') return <span className="text-sm text-ink-faint">{t('notNeeded')}</span>
  if (stage.endedAt) {
    return (
      <time dateTime={stage.endedAt} className="text-sm text-ink-faint">
        {format.dateTime(new Date(stage.endedAt), {
          day: 'numeric',
          month: 'short',
          hour: 'numeric',
          minute: '2-digit',
        })}
      </time>
    )
  }
  if (stage.state === 'now' && stage.startedAt)
    return <RelativeTime at={stage.startedAt} className="text-sm text-ink-faint" />
  if (stage.state === 'next' && stage.usualSeconds !== undefined) {
    const [time, slow] = [usual(stage.usualSeconds), usual(stage.slowSeconds ?? 0)]
    return (
      <span className="text-sm text-ink-faint">
        {time === slow ? t('within', { time }) : t('withinSlow', { time, slow })}
      </span>
    )
  }
  return null
}

function StageDetail({ stage }: { stage: StageView }) {
  const t = useTranslations('tracker')
  const wordsOf = useVoteWords()
  const whoOf = useWho()
  const waiting = stage.state === 'now' ? stage.waitingFor : undefined
  const who = waiting ? whoOf(waiting) : undefined
  return (
    <div className="space-y-1.5 text-sm text-ink-soft">
      {who ? (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span>{t('isWith', { who })}</span>
          {waiting?.dueAt ? <DueBadge at={waiting.dueAt} working={waiting.working} /> : null}
        </p>
      ) : null}
      {stage.decisions.map((decision) => (
        <div key={decision.at + decision.by.id}>
          <p>{wordsOf(decision)}</p>
          {decision.comment ? (
            <blockquote className="mt-1 border-l-2 pl-2.5 wrap-anywhere whitespace-pre-wrap text-ink">
              {decision.comment}
            </blockquote>
          ) : null}
        </div>
      ))}
    </div>
  )
}
