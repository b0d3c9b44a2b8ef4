'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, History } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { Td, Tr } from '#components/ui/table.tsx'
import type { TriggerRowView, TriggerStateView } from '#server/triggers/view.ts'
import { flowHref, runHref } from '../../../_components/param.ts'
import { BackfillProgress } from './backfill-progress.tsx'

interface TriggerLineProps {
  row: TriggerRowView
  /** Of the list, to ask it again. */
  path: string
  title: string
  ofFlow: boolean
  onTrouble(error: unknown): void
  /** Its times are to be made up for. */
  onBackfill(): void
}

export function TriggerLine({ row, path, title, ofFlow, onTrouble, onBackfill }: TriggerLineProps) {
  const t = useTranslations('studio.triggers')
  const client = useQueryClient()
  const { state, trigger } = row
  /** What was just wished, until the server's answer is there. */
  const [wished, setWished] = useState<boolean>()
  const enabled = wished ?? !state.disabled
  const cron = typeof trigger.cron === 'string' ? trigger.cron : undefined

  async function toggle(on: boolean) {
    setWished(on)
    onTrouble(undefined)
    try {
      const { namespace, flowId, triggerId } = state
      await send('PUT', '/triggers/set-disabled', { body: { namespace, flowId, triggerId, disabled: !on } })
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      onTrouble(error)
    } finally {
      setWished(undefined)
    }
  }

  return (
    <>
      <Tr>
        <Td className="max-w-72 min-w-44">
          <span className="block font-medium wrap-anywhere">{state.triggerId}</span>
          {ofFlow ? null : (
            <Link
              href={`${flowHref(state.namespace, state.flowId)}?tab=triggers`}
              className="block truncate text-xs text-ink-faint hover:underline"
              title={`${state.namespace}.${state.flowId}`}
            >
              {state.namespace}.{state.flowId}
            </Link>
          )}
        </Td>
        <Td className="whitespace-nowrap">
          <Badge>{title}</Badge>
          {cron ? <code className="mt-0.5 block font-mono text-xs text-ink-faint">{cron}</code> : null}
        </Td>
        <Td className="whitespace-nowrap">
          <NextTime state={state} />
        </Td>
        <Td className="max-w-72">
          <LastTime state={state} />
        </Td>
        <Td>
          <Switch
            checked={enabled}
            label={t('enable', { trigger: state.triggerId })}
            disabled={state.sourceDisabled}
            title={state.sourceDisabled ? t('bySource') : undefined}
            onChange={(on) => void toggle(on)}
          />
        </Td>
        <Td className="text-right">
          {state.kind === 'SCHEDULE' && !state.backfill ? (
            <Button size="sm" onClick={onBackfill}>
              <History aria-hidden />
              {t('backfill')}
            </Button>
          ) : null}
        </Td>
      </Tr>
      {state.backfill ? (
        <Tr>
          <Td colSpan={6} className="bg-sunken/40">
            <BackfillProgress state={state} backfill={state.backfill} path={path} onTrouble={onTrouble} />
          </Td>
        </Tr>
      ) : null}
    </>
  )
}

function NextTime({ state }: { state: TriggerStateView }) {
  const t = useTranslations('studio.triggers')
  const format = useFormatter()
  if (state.nextEvaluationDate) {
    const at = new Date(state.nextEvaluationDate)
    return (
      <>
        <RelativeTime at={state.nextEvaluationDate} className="block" />
        <span className="block text-xs text-ink-faint tabular-nums" suppressHydrationWarning>
          {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
        </span>
      </>
    )
  }
  if (state.disabled) return <span className="text-ink-faint">{t('off')}</span>
  if (state.kind === 'SCHEDULE') return <span className="text-ink-faint">{t('noTime')}</span>
  return <span className="text-ink-faint">{t('whenCalled')}</span>
}

function LastTime({ state }: { state: TriggerStateView }) {
  const t = useTranslations('studio.triggers')
  return (
    <>
      {state.executionId && state.lastTriggeredDate ? (
        <Link href={runHref(state.executionId)} className="rounded-sm hover:underline">
          <RelativeTime at={state.lastTriggeredDate} />
        </Link>
      ) : (
        <span className="text-ink-faint">{t('never')}</span>
      )}
      {state.locked ? (
        <Badge tone="waiting" className="ml-2">
          {t('locked')}
        </Badge>
      ) : null}
      {state.error ? (
        <span className="mt-0.5 flex items-start gap-1 text-xs text-danger-strong" title={state.error}>
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span className="line-clamp-2 wrap-anywhere">{state.error}</span>
        </span>
      ) : null}
    </>
  )
}
