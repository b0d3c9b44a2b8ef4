'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { cn } from '#components/ui/cn.ts'
import type { AppView } from '#server/apps/view.ts'
import { useUsual } from '../../../_components/use-usual.ts'

/** The stages to come and who decides in them, with the answers that are given now. */
export function WhatNext({ next }: { next: AppView['next'] }) {
  const t = useTranslations('app')
  const format = useFormatter()
  if (next.length === 0) return null
  return (
    <aside aria-labelledby="next" className="lg:sticky lg:top-18">
      <h2 id="next" className="mb-3 text-base font-semibold">
        {t('next')}
      </h2>
      <ol>
        {next.map((stage, index) => (
          <li key={stage.id} className="relative flex gap-3 pb-4 last:pb-0">
            {index < next.length - 1 ? (
              <span aria-hidden className="absolute top-6 bottom-0 left-[11px] w-px bg-line" />
            ) : null}
            <span
              aria-hidden
              className={cn(
                'flex size-6 shrink-0 items-center justify-center rounded-full border bg-surface text-xs text-ink-faint tabular-nums',
                stage.may && 'border-dashed',
              )}
            >
              {index + 1}
            </span>
            <div className="min-w-0 pt-0.5">
              <p className={stage.may ? 'text-ink-soft' : ''}>
                {stage.title}
                {stage.may ? <span className="ml-1.5 text-sm text-ink-faint">{t('may')}</span> : null}
              </p>
              {stage.deciders.length > 0 ? (
                <p className="text-sm text-ink-faint wrap-anywhere">
                  {t('decides', { who: format.list(stage.deciders, { type: 'disjunction' }) })}
                </p>
              ) : null}
              <UsualTime stage={stage} />
            </div>
          </li>
        ))}
      </ol>
    </aside>
  )
}

/** How long it took before with answers like these. */
function UsualTime({ stage }: { stage: AppView['next'][number] }) {
  const t = useTranslations('app')
  const usual = useUsual()
  if (stage.usualSeconds === undefined) return null
  const [time, slow] = [usual(stage.usualSeconds), usual(stage.slowSeconds ?? 0)]
  return (
    <p className="text-sm text-ink-faint">
      {time === slow ? t('within', { time }) : t('withinSlow', { time, slow })}
    </p>
  )
}
