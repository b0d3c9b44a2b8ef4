'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import { useState, type CSSProperties } from 'react'
import { cn } from '#components/ui/cn.ts'
import type { Tone } from '#components/ui/badge.tsx'
import { StatePill, toneOfState } from './state-pill.tsx'
import {
  hiddenIn,
  lasted,
  linesOf,
  spansOf,
  treeOf,
  type Iterations,
  type Span,
  type TimedRun,
  type TimedState,
  type TreeRow,
} from './task-run.ts'

const bars: Record<Tone, string> = {
  neutral: 'bg-line-strong',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
  info: 'bg-info',
  waiting: 'bg-waiting',
}

interface RunTimelineProps {
  runs: readonly TimedRun[]
  /** Of the execution. */
  state: TimedState
  /** Id of the task run whose details are shown. */
  selected?: string
  onSelect(id: string): void
}

/** Task runs over time, children beneath their parents. Its client messages are `studio`. */
export function RunTimeline({ runs, state, selected, onSelect }: RunTimelineProps) {
  const t = useTranslations('studio.timeline')
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [more, setMore] = useState<ReadonlyMap<string, number>>(new Map())
  const now = useNow({ updateInterval: state.endDate === undefined ? 1000 : 3_600_000 }).getTime()
  const from = Date.parse(state.startDate)
  const to = Math.max(state.endDate === undefined ? now : Date.parse(state.endDate), from + 1)
  const rows = treeOf(runs, { toggled, more })

  function toggle(id: string) {
    const next = new Set(toggled)
    if (!next.delete(id)) next.add(id)
    setToggled(next)
  }

  return (
    <ul aria-label={t('label')} className="divide-y rounded-lg border bg-surface">
      {linesOf(rows).map(({ row, ends }) =>
        ends ? (
          <MoreIterations
            key={`more ${row.run.id}`}
            hidden={hiddenIn(row)}
            onMore={() => {
              setMore(new Map(more).set(row.run.id, (more.get(row.run.id) ?? 0) + moreAtATime))
            }}
          />
        ) : (
          <Row
            key={row.run.id}
            row={row}
            selected={row.run.id === selected}
            spans={spansOf(row.run, { from, to })}
            took={lasted(row.run.state, now)}
            onToggle={() => {
              toggle(row.run.id)
            }}
            onSelect={() => {
              onSelect(row.run.id)
            }}
          />
        ),
      )}
    </ul>
  )
}

/** Iterations that are added to those on show. */
const moreAtATime = 100

interface RowProps {
  row: TreeRow
  selected: boolean
  spans: readonly Span[]
  took: string
  onToggle(): void
  onSelect(): void
}

/** Below those that are shown, so that the bars of all rows stand over the same time. */
function MoreIterations({ hidden, onMore }: { hidden: number; onMore(): void }) {
  const t = useTranslations('studio.timeline')
  return (
    <li className="flex py-1 pl-8">
      <button
        type="button"
        onClick={onMore}
        className="rounded-sm px-2 py-1 text-xs text-accent-strong hover:underline max-sm:min-h-11"
      >
        {t('more', { count: Math.min(hidden, moreAtATime), hidden })}
      </button>
    </li>
  )
}

function Row({
  row: { run, depth, hasChildren, open, iterations },
  selected,
  spans,
  took,
  onToggle,
  onSelect,
}: RowProps) {
  const t = useTranslations('studio.timeline')
  const Chevron = open ? ChevronDown : ChevronRight
  const detail = run.value ?? (run.iteration === undefined ? undefined : `#${String(run.iteration)}`)
  return (
    <li
      style={{ '--indent': `${String(Math.min(depth, 8) * 16 + 32)}px` } as CSSProperties}
      className={cn('flex items-center', selected && 'bg-accent-soft/60')}
    >
      <span className="flex w-(--indent) shrink-0 justify-end">
        {hasChildren ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={t('toggle', { task: run.taskId })}
            onClick={onToggle}
            className="flex size-7 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
          >
            <Chevron aria-hidden className="size-4" />
          </button>
        ) : null}
      </span>
      <button
        type="button"
        aria-pressed={selected}
        onClick={onSelect}
        className="grid min-h-11 min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 py-1.5 pr-3 pl-1 text-left hover:bg-sunken/60 focus-visible:-outline-offset-2 sm:grid-cols-[calc(17rem-var(--indent))_7rem_minmax(0,1fr)_6rem]"
      >
        <span className="min-w-0">
          <span className="block truncate font-mono text-sm" title={detail ?? run.taskId}>
            {run.taskId}
            {detail === undefined ? null : <span className="text-ink-soft"> {detail}</span>}
          </span>
          <span className="block truncate text-xs text-ink-faint">
            {run.taskType}
            {iterations ? <IterationCounts iterations={iterations} /> : null}
          </span>
        </span>
        <span className="justify-self-end sm:justify-self-start">
          <StatePill state={run.state.current} />
        </span>
        <span aria-hidden className="relative h-3 max-sm:col-span-2 max-sm:ml-[calc(2rem-var(--indent))]">
          <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
          {spans.map((span, index) => (
            <span
              key={index}
              style={{ left: `${String(span.left)}%`, width: `max(3px, ${String(span.width)}%)` }}
              className={cn('absolute inset-y-0 rounded-sm', bars[toneOfState(span.state)])}
            />
          ))}
        </span>
        <span
          suppressHydrationWarning
          className="text-right text-xs whitespace-nowrap text-ink-soft tabular-nums max-sm:hidden"
        >
          {took}
          {(run.attempts?.length ?? 0) > 1 ? (
            <span className="block text-ink-faint">
              {t('attempts', { count: run.attempts?.length ?? 0 })}
            </span>
          ) : null}
        </span>
      </button>
    </li>
  )
}

/** How many iterations a loop has, and those that did not simply succeed. */
function IterationCounts({ iterations: { count, states } }: { iterations: Iterations }) {
  const t = useTranslations('studio.timeline')
  const others = Object.entries(states).filter(([state]) => state !== 'SUCCESS')
  return (
    <>
      {` · ${t('iterations', { count })}`}
      {others.map(([state, number]) => ` · ${String(number)} ${state}`).join('')}
    </>
  )
}
