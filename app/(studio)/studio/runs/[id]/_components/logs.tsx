'use client'

import { Download, ScrollText } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { isTerminal, logLevels, type LogLevel } from '#engine/flow/flow.ts'
import type { ExecutionView, LogView } from '#server/runs/view.ts'

interface LogsProps {
  run: ExecutionView
  initial?: LogView[]
  /** Id of the task that is shown at first. */
  task?: string
}

/** Rows in the document at once: the newest of those that fit the filters. */
const shownAtMost = 2000

const colours: Record<LogLevel, string> = {
  TRACE: 'text-ink-faint',
  DEBUG: 'text-ink-faint',
  INFO: 'text-info-strong',
  WARN: 'text-warning-strong',
  ERROR: 'text-danger-strong',
}

/** The log, growing as the run goes on; filters work on what is here. */
export function Logs({ run, initial, task: taskAtFirst }: LogsProps) {
  const t = useTranslations('studio.logs')
  const { data, error } = useResource<LogView[]>(`/logs/${run.id}`, {
    initial,
    topics: [`execution:${run.id}`],
  })
  const [level, setLevel] = useState<LogLevel>('TRACE')
  const [task, setTask] = useState(taskAtFirst ?? '')
  const [text, setText] = useState('')
  const least = logLevels.indexOf(level)
  const wanted = text.trim().toLowerCase()
  const fitting = (data ?? []).filter(
    (line) =>
      logLevels.indexOf(line.level) >= least &&
      (!task || line.taskId === task) &&
      (!wanted || line.message.toLowerCase().includes(wanted)),
  )
  const shown = fitting.slice(-shownAtMost)
  const tasks = [...new Set(run.taskRunList.map((taskRun) => taskRun.taskId))]
  const download = new URLSearchParams({ ...(task ? { taskId: task } : {}), minLevel: level })

  if (error) return <TroubleNotice error={error} />
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          maxLength={200}
          onChange={(event) => {
            setText(event.target.value)
          }}
          className="max-w-64 max-sm:max-w-none"
        />
        <Select
          aria-label={t('level')}
          value={level}
          onChange={(event) => {
            setLevel(logLevels.find((name) => name === event.target.value) ?? 'TRACE')
          }}
          className="w-40 max-sm:w-full"
        >
          {logLevels.map((name) => (
            <option key={name} value={name}>
              {name === 'TRACE' ? t('allLevels') : name === 'ERROR' ? name : t('andAbove', { level: name })}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('task')}
          value={task}
          onChange={(event) => {
            setTask(event.target.value)
          }}
          className="w-48 max-sm:w-full"
        >
          <option value="">{t('allTasks')}</option>
          {(task === '' || tasks.includes(task) ? tasks : [task, ...tasks]).map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </Select>
        <a
          href={`/api/v1/logs/${encodeURIComponent(run.id)}/download?${download.toString()}`}
          download
          className={buttonStyle({ className: 'ml-auto max-sm:ml-0 max-sm:w-full' })}
        >
          <Download aria-hidden />
          {t('download')}
        </a>
      </div>
      <p role="status" className="text-sm text-ink-faint">
        {t('count', { shown: shown.length, total: data?.length ?? 0 })}
      </p>
      {data === undefined ? (
        <Skeleton className="h-96 rounded-lg" />
      ) : shown.length === 0 ? (
        <EmptyState icon={ScrollText} title={data.length === 0 ? t('empty') : t('nothing')} />
      ) : (
        <Lines lines={shown} follow={!isTerminal(run.state.current)} />
      )}
    </div>
  )
}

/** Stays at the end while the reader is there and the run goes on. */
function Lines({ lines, follow }: { lines: readonly LogView[]; follow: boolean }) {
  const t = useTranslations('studio.logs')
  const format = useFormatter()
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  useEffect(() => {
    if (follow && atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [lines.length, follow])
  return (
    <div
      ref={box}
      role="region"
      aria-label={t('label')}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        atEnd.current = scrollTop + clientHeight >= scrollHeight - 24
      }}
      className="max-h-[65dvh] overflow-auto rounded-lg border bg-surface py-2 font-mono text-xs leading-5"
    >
      {lines.map((line, index) => {
        const at = new Date(line.timestamp)
        return (
          <div
            key={index}
            className="grid grid-cols-[auto_auto_minmax(0,1fr)] gap-x-3 px-3 hover:bg-sunken/60 sm:grid-cols-[auto_3.5rem_minmax(4rem,10rem)_minmax(0,1fr)]"
          >
            <time dateTime={line.timestamp} title={line.timestamp} className="text-ink-faint">
              {format.dateTime(at, {
                hour: '2-digit',
                minute: '2-digit',
                second: '2-digit',
                fractionalSecondDigits: 3,
                hour12: false,
              })}
            </time>
            <span className={cn('font-medium', colours[line.level])}>{line.level}</span>
            <span className="truncate text-ink-soft" title={line.taskId}>
              {line.taskId}
            </span>
            <span className="wrap-anywhere whitespace-pre-wrap max-sm:col-span-3">{line.message}</span>
          </div>
        )
      })}
    </div>
  )
}
