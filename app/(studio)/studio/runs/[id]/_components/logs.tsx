'use client'

import { Copy, Download, ScrollText, WrapText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { getText } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useAddress } from '#components/ui/use-address.ts'
import { isTerminal, logLevels } from '#engine/flow/flow.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { ParamSelect } from '../../../../_components/param-select.tsx'
import { LogLines } from './log-lines.tsx'
import { logQueryOf, type LogsAtHand } from './log-query.ts'
import { useLogCount } from './use-log-lines.ts'

/** More lines than these are downloaded, not copied. */
const copiedAtMost = 10_000

/** The log, growing as the run goes on; its filters live in the address. */
export function Logs({ run, atHand }: { run: ExecutionView; atHand?: LogsAtHand }) {
  const t = useTranslations('studio.logs')
  const { params } = useAddress(true)
  const query = logQueryOf(params).toString()
  const { data, error } = useLogCount(run.id, query, atHand)
  return (
    <div className="space-y-3">
      <Bar run={run} query={query} total={data?.total ?? 0} />
      {error ? <TroubleNotice error={error} /> : null}
      <p role="status" className="min-h-5 text-sm text-ink-faint">
        {data ? t('count', { count: data.total }) : ''}
      </p>
      {data === undefined ? (
        error ? null : (
          <Skeleton className="h-[65dvh] rounded-lg" />
        )
      ) : data.total === 0 ? (
        <EmptyState icon={ScrollText} title={data.query === '' ? t('empty') : t('nothing')} />
      ) : (
        <LogLines
          key={data.query}
          executionId={run.id}
          query={data.query}
          total={data.total}
          follow={!isTerminal(run.state.current)}
          wrap={params.get('wrap') !== 'off'}
          text={new URLSearchParams(data.query).get('q') ?? ''}
          atHand={atHand}
        />
      )}
    </div>
  )
}

/** What is shown of the log, and the ways to take it along. */
function Bar({ run, query, total }: { run: ExecutionView; query: string; total: number }) {
  const t = useTranslations('studio.logs')
  const common = useTranslations('common')
  const { params, put } = useAddress(true)
  const wrap = params.get('wrap') !== 'off'
  const file = `/logs/${encodeURIComponent(run.id)}/download?${query}`

  async function copy() {
    try {
      await navigator.clipboard.writeText(await getText(file))
      toast('success', t('copied', { count: total }))
    } catch {
      // without a secure origin there is no clipboard
      toast('danger', t('notCopied'))
    }
  }

  return (
    <div className="flex flex-wrap gap-2">
      <SearchBox label={t('search')} clearLabel={common('clear')} shallow className="w-64 max-sm:w-full" />
      <ParamSelect
        param="level"
        label={t('level')}
        allLabel={t('allLevels')}
        options={logLevels.slice(1)}
        labels={Object.fromEntries(logLevels.slice(1, -1).map((level) => [level, t('andAbove', { level })]))}
        shallow
        className="w-40 max-sm:w-full"
      />
      <ParamSelect
        param="task"
        label={t('task')}
        allLabel={t('allTasks')}
        options={[...new Set(run.taskRunList.map(({ taskId }) => taskId))]}
        shallow
        className="w-48 max-sm:w-full"
      />
      <span className="ml-auto flex gap-2 max-sm:ml-0 max-sm:w-full">
        <Button
          aria-pressed={wrap}
          onClick={() => {
            put({ wrap: wrap ? 'off' : undefined })
          }}
          className="aria-pressed:bg-sunken max-sm:flex-1"
        >
          <WrapText aria-hidden />
          {t('wrap')}
        </Button>
        {total <= copiedAtMost ? (
          <Button disabled={total === 0} onClick={() => void copy()} className="max-sm:flex-1">
            <Copy aria-hidden />
            {t('copy')}
          </Button>
        ) : null}
        <a href={`/api/v1${file}`} download className={buttonStyle({ className: 'max-sm:flex-1' })}>
          <Download aria-hidden />
          {t('download')}
        </a>
      </span>
    </div>
  )
}
