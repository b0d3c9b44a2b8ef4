'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useResource } from '#components/live/use-resource.ts'
import { Notice } from '#components/ui/notice.tsx'
import type { ExecutionView, LogView } from '#server/runs/view.ts'
import { flowHref, runHref } from '../../../../_components/param.ts'
import { failedTask, failureLines } from './log-query.ts'

/** What went wrong: the innermost task that failed, its message, the end of its log, and where one goes from here. */
export function Failure({ run, last: initial }: { run: ExecutionView; last?: LogView[] }) {
  const t = useTranslations('studio.failure')
  const task = failedTask(run)
  const query = new URLSearchParams({ tail: String(failureLines), ...(task ? { taskRunId: task.id } : {}) })
  const { data: last = [] } = useResource<LogView[]>(`/logs/${run.id}?${query.toString()}`, {
    initial,
    topics: [`execution:${run.id}`],
  })
  const attempts = task?.attempts?.length ?? 0
  const message = task?.message ?? run.error
  const logSaysMore = last.some((line) => line.message !== message)
  return (
    <Notice
      tone="danger"
      className="mb-6"
      title={task ? t('title', { task: task.taskId }) : t('titleNoTask')}
    >
      <p className="wrap-anywhere whitespace-pre-wrap">{message ?? t('noMessage')}</p>
      {attempts > 1 ? <p>{t('attempts', { count: attempts })}</p> : null}
      {logSaysMore ? (
        <div
          role="region"
          aria-label={t('log')}
          tabIndex={0}
          className="mt-2 max-h-72 overflow-auto rounded-sm border border-line bg-surface p-2 font-mono text-xs text-ink"
        >
          {last.map((line, index) => (
            <p key={index} className="whitespace-pre">
              {line.level} {line.message}
            </p>
          ))}
        </div>
      ) : null}
      <p className="flex flex-wrap gap-x-4 gap-y-1 pt-1">
        {task ? (
          <Link
            href={`${runHref(run.id)}?tab=logs&task=${encodeURIComponent(task.taskId)}`}
            className="font-medium underline underline-offset-2"
          >
            {t('toLogs')}
          </Link>
        ) : null}
        <Link href={flowHref(run.namespace, run.flowId)} className="font-medium underline underline-offset-2">
          {t('toFlow')}
        </Link>
      </p>
    </Notice>
  )
}
