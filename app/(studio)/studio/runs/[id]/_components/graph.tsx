'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import FlowGraph from '#components/flow-graph/flow-graph.tsx'
import type { GraphAnswer } from '#components/flow-graph/shape.ts'
import { taskStates } from '#components/flow-graph/task-states.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import type { MayDo } from './run-actions.tsx'
import { TaskDetails } from './task-details.tsx'

interface GraphProps {
  run: ExecutionView
  graph: GraphAnswer
  may: MayDo
}

/** The flow's graph with how its tasks stand in this run, live; beneath it the task that is picked. */
export default function Graph({ run, graph, may }: GraphProps) {
  const t = useTranslations('studio.graph')
  const [selected, setSelected] = useState<string>()
  const states = useMemo(() => taskStates(run.taskRunList), [run.taskRunList])
  const newest = run.taskRunList.findLast(({ taskId }) => taskId === selected)
  return (
    <div className="space-y-4">
      <FlowGraph
        graph={graph}
        label={t('label')}
        states={states}
        selected={selected}
        onSelect={(id) => {
          setSelected(id === selected ? undefined : id)
        }}
        className="h-[60dvh] min-h-80"
      />
      {newest ? (
        <TaskDetails run={run} task={newest} may={may} />
      ) : (
        <p role="status" className="text-sm text-ink-faint">
          {selected === undefined ? t('pick') : t('notRun', { task: selected })}
        </p>
      )}
    </div>
  )
}
