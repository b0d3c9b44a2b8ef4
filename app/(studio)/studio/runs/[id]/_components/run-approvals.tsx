'use client'

import { Stamp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Say } from '#engine/flow/approvals/types.ts'
import type { ApprovalView } from '#server/approvals/view.ts'
import type { TaskRunView } from '#server/runs/view.ts'

const tones: Record<Say, Tone> = { APPROVE: 'success', DENY: 'danger', SEND_BACK: 'warning' }

interface RunApprovalsProps {
  executionId: string
  taskRuns: readonly TaskRunView[]
}

/** What people decided in this run, and what still waits for them. */
export function RunApprovals({ executionId, taskRuns }: RunApprovalsProps) {
  const t = useTranslations('studio.approvals')
  if (taskRuns.length === 0) return <EmptyState icon={Stamp} title={t('empty')} />
  return (
    <ul className="space-y-3">
      {taskRuns.map((taskRun) => (
        <li key={taskRun.id}>
          <RunApproval executionId={executionId} taskRun={taskRun} />
        </li>
      ))}
    </ul>
  )
}

function RunApproval({ executionId, taskRun }: { executionId: string; taskRun: TaskRunView }) {
  const t = useTranslations('studio.approvals')
  const { data, error } = useResource<ApprovalView>(`/approvals/${encodeURIComponent(taskRun.id)}`, {
    topics: [`execution:${executionId}`],
  })
  return (
    <Card className="space-y-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold wrap-anywhere">{data?.title ?? taskRun.taskId}</h2>
        <StatePill state={taskRun.state.current} />
      </div>
      {error ? <TroubleNotice error={error} /> : null}
      {!data && !error ? <Skeleton className="h-16" /> : null}
      {data ? (
        <>
          <ul className="space-y-1 text-sm text-ink-soft">
            {data.groups.map((group) => (
              <li key={group.title} className="wrap-anywhere">
                {t('group', { title: group.title, approved: group.approved, needed: group.needed })}:{' '}
                {group.people.map((person) => person.name).join(', ')}
              </li>
            ))}
          </ul>
          {data.votes.length === 0 ? <p className="text-sm text-ink-faint">{t('noVotes')}</p> : null}
          <ul className="space-y-2">
            {data.votes.map((vote, index) => (
              <li key={index} className="text-sm">
                <span className="flex flex-wrap items-center gap-2">
                  <Badge tone={tones[vote.vote]}>{t(vote.vote)}</Badge>
                  <span className="font-medium">{vote.by.name}</span>
                  <RelativeTime at={vote.at} className="text-ink-faint" />
                </span>
                {vote.comment ? <p className="mt-1 wrap-anywhere text-ink-soft">{vote.comment}</p> : null}
                {vote.answers?.map(({ label, display }, at) => (
                  <p key={at} className="mt-1 wrap-anywhere text-ink-soft">
                    {label}: {display}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  )
}
