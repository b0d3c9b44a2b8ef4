'use client'

import { Ban } from 'lucide-react'
import { useNow, useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { lasted } from '#components/run-timeline/task-run.ts'
import { Button } from '#components/ui/button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ExecutionView } from '#server/runs/view.ts'
import { flowHref } from '../../../../_components/param.ts'

const KillDialog = dynamic(() => import('./kill-dialog.tsx'))

/** Which flow, how it stands, how long it took, whose it is. */
export function RunHeader({ run, mayKill }: { run: ExecutionView; mayKill: boolean }) {
  const t = useTranslations('studio.run')
  const [asking, setAsking] = useState<boolean>()
  const now = useNow({ updateInterval: run.state.endDate === undefined ? 1000 : 3_600_000 }).getTime()
  return (
    <PageHeader
      title={
        <Link href={flowHref(run.namespace, run.flowId)} className="rounded-sm hover:underline">
          {run.flowId}
        </Link>
      }
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <StatePill state={run.state.current} />
          <span suppressHydrationWarning className="tabular-nums">
            {lasted(run.state, now)}
          </span>
          <RelativeTime at={run.state.startDate} />
          <Link
            href={`${flowHref(run.namespace, run.flowId)}?tab=revisions`}
            className="rounded-sm hover:underline"
          >
            {t('revision', { revision: run.flowRevision })}
          </Link>
          {run.requestId ? (
            <Link href={`/requests/${run.requestId}`} className="rounded-sm underline underline-offset-2">
              {t('request')}
            </Link>
          ) : null}
          <span className="font-mono text-xs wrap-anywhere">{run.namespace}</span>
        </span>
      }
      actions={
        mayKill ? (
          <>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(true)
              }}
            >
              <Ban aria-hidden />
              {t('kill')}
            </Button>
            {asking === undefined ? null : (
              <KillDialog
                open={asking}
                executionId={run.id}
                flowId={run.flowId}
                onClose={() => {
                  setAsking(false)
                }}
              />
            )}
          </>
        ) : null
      }
    />
  )
}
