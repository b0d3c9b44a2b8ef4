'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { BlockFaceProps } from '#components/ui/block-page.tsx'
import { cn } from '#components/ui/cn.ts'
import type { BlockData } from '#engine/flow/app-page.ts'
import type { LogLevel } from '#engine/flow/flow.ts'

const colours: Record<LogLevel, string> = {
  TRACE: 'text-ink-faint',
  DEBUG: 'text-ink-faint',
  INFO: 'text-info-strong',
  WARN: 'text-warning-strong',
  ERROR: 'text-danger-strong',
}

const none: NonNullable<BlockData['lines']> = []

/** So near to the end the reader is at the end. */
const endPixels = 24

/** The newest lines: who is at the end stays there while more come. */
export default function LogsBlock({ data }: BlockFaceProps<BlockData>) {
  const t = useTranslations('blocks')
  const format = useFormatter()
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const lines = data?.lines ?? none
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [lines])
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      {data?.more ? (
        <p className="border-b px-3 py-1.5 text-xs text-ink-faint">
          {t('newestLines', { count: lines.length })}
        </p>
      ) : null}
      <div
        ref={box}
        role="log"
        aria-label={t('log')}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < endPixels
        }}
        className="max-h-80 min-h-24 overflow-auto py-2 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
      >
        {lines.length === 0 ? <p className="px-3 font-sans text-sm text-ink-soft">{t('noLines')}</p> : null}
        <ol>
          {lines.map((line, index) => (
            <li key={`${line.at} ${String(index)}`} className="flex gap-3 px-3">
              <time dateTime={line.at} className="shrink-0 text-ink-faint">
                {format.dateTime(new Date(line.at), { timeStyle: 'medium' })}
              </time>
              <span className={cn('w-11 shrink-0', colours[line.level])}>{line.level}</span>
              <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{line.message}</span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}
