'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Pause, Play, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { Button } from '#components/ui/button.tsx'
import type { BackfillView, TriggerStateView } from '#server/triggers/view.ts'

interface BackfillProgressProps {
  state: TriggerStateView
  backfill: BackfillView
  path: string
  onTrouble(error: unknown): void
}

/** How far a backfill is, and the buttons that fit its state. */
export function BackfillProgress({ state, backfill, path, onTrouble }: BackfillProgressProps) {
  const t = useTranslations('studio.triggers')
  const format = useFormatter()
  const client = useQueryClient()
  const [pending, setPending] = useState<string>()
  const { looked, total, paused, started } = backfill
  const { namespace, flowId, triggerId } = state

  async function act(verb: 'pause' | 'unpause' | 'delete') {
    setPending(verb)
    onTrouble(undefined)
    try {
      const body = { namespace, flowId, triggerId }
      await send(verb === 'delete' ? 'POST' : 'PUT', `/triggers/backfill/${verb}`, { body })
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      onTrouble(error)
    } finally {
      setPending(undefined)
    }
  }

  const day = (text: string) => format.dateTime(new Date(text), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className="sticky left-3 flex w-[min(100%,calc(100vw-4rem))] flex-wrap items-center gap-x-4 gap-y-2">
      <span className="font-medium">{paused ? t('backfillPaused') : t('backfillRuns')}</span>
      <progress
        aria-label={t('backfillProgress', { trigger: triggerId })}
        className="h-2 w-48 appearance-none overflow-hidden rounded-full bg-line max-sm:w-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        max={total ?? 1}
        value={total === undefined ? undefined : looked}
      />
      <span className="text-ink-soft tabular-nums" role="status">
        {total === undefined
          ? t('backfillLooked', { started })
          : t('backfillCount', { looked, total, started })}
      </span>
      <span className="text-xs text-ink-faint" suppressHydrationWarning>
        {t('backfillSpan', {
          start: day(backfill.start),
          end: day(backfill.end),
          at: day(backfill.currentDate),
        })}
      </span>
      <span className="ml-auto flex gap-2">
        {paused ? (
          <Button size="sm" pending={pending === 'unpause'} onClick={() => void act('unpause')}>
            <Play aria-hidden />
            {t('backfillGoOn')}
          </Button>
        ) : (
          <Button size="sm" pending={pending === 'pause'} onClick={() => void act('pause')}>
            <Pause aria-hidden />
            {t('backfillPause')}
          </Button>
        )}
        <Button size="sm" pending={pending === 'delete'} onClick={() => void act('delete')}>
          <X aria-hidden />
          {t('backfillEnd')}
        </Button>
      </span>
    </div>
  )
}
