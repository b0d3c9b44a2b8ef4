'use client'

import { Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RunTimeline } from '#components/run-timeline/run-timeline.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { ExecutionView } from '#server/runs/view.ts'
import type { MayDo } from './run-actions.tsx'
import { TaskDetails } from './task-details.tsx'

/** The tasks over time, and beneath them the one that is picked. */
export function TimelineTab({ run, may }: { run: ExecutionView; may: MayDo }) {
  const t = useTranslations('studio.timeline')
  const [selected, setSelected] = useState<string>()
  const picked = run.taskRunList.find((taskRun) => taskRun.id === selected)
  if (run.taskRunList.length === 0) return <EmptyState icon={Hourglass} title={t('empty')} />
  return (
    <div className="space-y-4">
      <RunTimeline
        runs={run.taskRunList}
        state={run.state}
        selected={selected}
        onSelect={(id) => {
          setSelected(id === selected ? undefined : id)
        }}
      />
      {picked ? (
        <TaskDetails run={run} task={picked} may={may} />
      ) : (
        <p className="text-sm text-ink-faint">{t('pick')}</p>
      )}
    </div>
  )
}
