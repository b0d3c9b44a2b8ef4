'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDownToLine } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import type { LogLevel } from '#engine/flow/flow.ts'
import type { LogView } from '#server/runs/view.ts'
import type { LogsAtHand } from './log-query.ts'
import { useLogLines } from './use-log-lines.ts'

const colours: Record<LogLevel, string> = {
  TRACE: 'text-ink-faint',
  DEBUG: 'text-ink-faint',
  INFO: 'text-info-strong',
  WARN: 'text-warning-strong',
  ERROR: 'text-danger-strong',
}

/** Pixels of a line that is not broken. */
const lineHeight = 20
/** So near to the end the reader is at the end. */
const endPixels = 24

interface LogLinesProps {
  executionId: string
  query: string
  total: number
  /** The run goes on: who is at the end stays there. */
  follow: boolean
  wrap: boolean
  /** What was searched, to be marked. */
  text: string
  atHand: LogsAtHand | undefined
}

/** Any number of lines, of which those on show are in the document. */
export function LogLines({ executionId, query, total, follow, wrap, text, atHand }: LogLinesProps) {
  const t = useTranslations('studio.logs')
  const box = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    // what the server draws, which has no window
    initialRect: { width: 900, height: 600 },
    anchorTo: 'end',
    followOnAppend: follow,
    scrollEndThreshold: endPixels,
  })
  const items = list.getVirtualItems()
  const places = items.map(({ index }) => index)
  const { lineAt, error } = useLogLines({ executionId, query, places, atHand })
  const followsAtFirst = useRef(follow)
  useEffect(() => {
    if (followsAtFirst.current) list.scrollToEnd()
  }, [list])
  const away = follow && list.scrollElement !== null && !list.isAtEnd(endPixels)
  return (
    <div className="relative">
      {error ? <TroubleNotice error={error} className="mb-3" /> : null}
      <div
        ref={box}
        role="region"
        aria-label={t('label')}
        tabIndex={0}
        className="h-[65dvh] overflow-auto rounded-lg border bg-surface py-2 font-mono text-xs leading-5"
      >
        <div
          style={{ height: `${String(list.getTotalSize())}px` }}
          className={cn('relative', wrap ? 'w-full' : 'w-max min-w-full')}
        >
          <div style={{ transform: `translateY(${String(items[0]?.start ?? 0)}px)` }}>
            {items.map(({ index, key }) => (
              <div key={key} ref={list.measureElement} data-index={index} className="min-h-5">
                <Line line={lineAt(index)} wrap={wrap} text={text} />
              </div>
            ))}
          </div>
        </div>
      </div>
      {away ? (
        <Button
          size="sm"
          onClick={() => {
            list.scrollToEnd()
            box.current?.focus()
          }}
          className="absolute bottom-4 left-1/2 -translate-x-1/2 shadow-float"
        >
          <ArrowDownToLine aria-hidden />
          {t('newest')}
        </Button>
      ) : null}
    </div>
  )
}

function Line({ line, wrap, text }: { line: LogView | undefined; wrap: boolean; text: string }) {
  const format = useFormatter()
  if (!line) return null
  return (
    <div
      className={cn(
        'gap-x-3 px-3 hover:bg-sunken/60',
        wrap
          ? 'grid grid-cols-[auto_auto_minmax(0,1fr)] sm:grid-cols-[auto_3rem_minmax(4rem,10rem)_minmax(0,1fr)]'
          : 'flex',
      )}
    >
      <time dateTime={line.timestamp} title={line.timestamp} className="shrink-0 text-ink-faint">
        {format.dateTime(new Date(line.timestamp), {
          hour: '2-digit',
          minute: '2-digit',
          second: '2-digit',
          fractionalSecondDigits: 3,
          hour12: false,
        })}
      </time>
      <span className={cn('w-12 shrink-0 font-medium', colours[line.level])}>{line.level}</span>
      <span
        className={cn('truncate text-ink-soft', wrap ? '' : 'w-40 shrink-0 max-sm:w-24')}
        title={line.taskId}
      >
        {line.taskId}
      </span>
      <span className={wrap ? 'wrap-anywhere whitespace-pre-wrap max-sm:col-span-3' : 'pr-3 whitespace-pre'}>
        <Marked text={line.message} wanted={text} />
      </span>
    </div>
  )
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  if (wanted === '') return text
  const parts = text.split(new RegExp(`(${wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`, 'i'))
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <mark key={index} className="rounded-[2px] bg-warning-soft text-warning-strong">
        {part}
      </mark>
    ) : (
      part
    ),
  )
}
