'use client'

import { History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { useProblemText } from '#components/flow-form/use-problem-text.ts'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ChangedRun, Difference, Simulation } from '#server/simulation/view.ts'

interface PastRequestsProps {
  /** REST path of the flow. */
  path: string
  source: string
}

/** Plays the newest requests with the source as it stands, and lists those for which something would be different. */
export function PastRequests({ path, source }: PastRequestsProps) {
  const t = useTranslations('studio.simulation')
  const [told, setTold] = useState<{ source: string; simulation: Simulation }>()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function play() {
    setPending(true)
    setTrouble(undefined)
    try {
      setTold({ source, simulation: await send<Simulation>('POST', `${path}/simulate`, { yaml: source }) })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="space-y-4">
      <p className="text-sm text-ink-soft">{t('help')}</p>
      <Button size="sm" pending={pending} onClick={() => void play()}>
        {t(told ? 'again' : 'play')}
      </Button>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {told && told.source !== source ? <p className="text-sm text-warning-strong">{t('old')}</p> : null}
      {told ? <Told simulation={told.simulation} /> : null}
    </div>
  )
}

function Told({ simulation: { looked, changed } }: { simulation: Simulation }) {
  const t = useTranslations('studio.simulation')
  if (looked === 0) return <EmptyState icon={History} title={t('none')} />
  return (
    <>
      <p role="status" className="font-medium">
        {t('result', { looked, changed: changed.length })}
      </p>
      <ul className="divide-y rounded-lg border">
        {changed.map((run) => (
          <ChangedLine key={run.executionId} run={run} />
        ))}
      </ul>
    </>
  )
}

function ChangedLine({ run }: { run: ChangedRun }) {
  return (
    <li className="space-y-1 px-3 py-2.5 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link
          href={`/studio/runs/${encodeURIComponent(run.executionId)}`}
          className="font-medium text-accent-strong underline-offset-2 wrap-anywhere hover:underline"
        >
          {run.request ? `${run.request.number} ${run.request.title}` : run.executionId}
        </Link>
        <RelativeTime at={run.createdAt} className="text-ink-faint" />
      </p>
      {run.differences.map((difference, index) => (
        <DifferenceLine key={index} difference={difference} />
      ))}
    </li>
  )
}

function DifferenceLine({ difference }: { difference: Difference }) {
  const t = useTranslations('studio.simulation')
  const outcomes = useTranslations('studio.simulation.outcomes')
  switch (difference.kind) {
    case 'answers':
      return <RefusedAnswers {...difference} />
    case 'path':
      return (
        <>
          {difference.added.length > 0 ? <p>{t('added', { tasks: difference.added.join(', ') })}</p> : null}
          {difference.removed.length > 0 ? (
            <p>{t('removed', { tasks: difference.removed.join(', ') })}</p>
          ) : null}
        </>
      )
    case 'deciders': {
      const { taskId, before, after } = difference
      return <p>{t('deciders', { taskId, before: before ?? t('unknown'), after: after ?? t('unknown') })}</p>
    }
    case 'auto':
      return <p>{t(difference.after ? 'autoNow' : 'askedNow', { taskId: difference.taskId })}</p>
    case 'outcome': {
      const { before, after, taskId } = difference
      const what = { before: outcomes(before), after: outcomes(after) }
      return <p>{taskId ? t('outcomeBy', { ...what, taskId }) : t('outcome', what)}</p>
    }
  }
}

function RefusedAnswers({ refused, blocked }: Extract<Difference, { kind: 'answers' }>) {
  const t = useTranslations('studio.simulation')
  const textOf = useProblemText()
  return (
    <>
      {refused.map(({ label, problem }) => (
        <p key={`${problem.inputId} ${problem.code}`}>{t('refused', { label, reason: textOf(problem) })}</p>
      ))}
      {blocked.map((message) => (
        <p key={message}>{t('blocked', { message })}</p>
      ))}
    </>
  )
}
