'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { useAddress } from '#components/ui/use-address.ts'
import type { ExecutionView, TaskRunView } from '#server/runs/view.ts'
import { EvalBox } from './eval-box.tsx'
import { fileHrefOf } from './file-href.ts'
import type { MayDo } from './run-actions.tsx'
import { outputsPath, within } from './value-path.ts'
import { ValueTree } from './value-tree.tsx'

/** Task runs that are shown at a time. */
const atATime = 30

/** What the flow and its tasks gave back, searched by name and value, with a box to try expressions on it. */
export function Outputs({ run, may }: { run: ExecutionView; may: MayDo }) {
  const t = useTranslations('studio.run')
  const common = useTranslations('common')
  const { params } = useAddress(true)
  const wanted = (params.get('q') ?? '').trim().toLowerCase()
  const byId = useMemo(() => new Map(run.taskRunList.map((one) => [one.id, one])), [run.taskRunList])
  const having = run.taskRunList.filter(({ outputs }) => Object.keys(outputs ?? {}).length > 0)
  const fileHref = fileHrefOf(run.id)
  return (
    <div className="space-y-6">
      {having.length > 0 ? (
        <SearchBox
          label={t('searchOutputs')}
          clearLabel={common('clear')}
          shallow
          className="w-72 max-sm:w-full"
        />
      ) : null}
      <Section id="flow-outputs" title={t('flowOutputs')}>
        <ValueTree
          value={run.outputs ?? {}}
          wanted={wanted}
          none={wanted === '' ? t('noFlowOutputs') : t('nothingFits')}
          fileHref={fileHref}
        />
      </Section>
      <Section id="task-outputs" title={t('taskOutputs')}>
        <TaskOutputs
          key={wanted}
          runs={having.filter((one) => within(one.taskId, one.outputs ?? {}, wanted))}
          none={wanted === '' ? t('noOutputs') : t('nothingFits')}
          wanted={wanted}
          fileHref={fileHref}
          pathOf={(one) => outputsPath(one, byId)}
        />
      </Section>
      {may.update ? <EvalBox run={run} /> : null}
    </div>
  )
}

interface TaskOutputsProps {
  runs: readonly TaskRunView[]
  none: string
  wanted: string
  fileHref(uri: string): string
  pathOf(run: TaskRunView): string
}

function TaskOutputs({ runs, none, wanted, fileHref, pathOf }: TaskOutputsProps) {
  const t = useTranslations('studio.run')
  const [limit, setLimit] = useState(atATime)
  if (runs.length === 0) return <p className="text-sm text-ink-soft">{none}</p>
  const hidden = runs.length - limit
  return (
    <div className="space-y-4">
      {runs.slice(0, limit).map((taskRun) => (
        <div key={taskRun.id} className="space-y-1">
          <h3 className="font-mono text-sm wrap-anywhere">
            {taskRun.taskId}
            {taskRun.value === undefined ? null : <span className="text-ink-faint"> · {taskRun.value}</span>}
          </h3>
          <ValueTree
            value={taskRun.outputs ?? {}}
            path={pathOf(taskRun)}
            none={none}
            wanted={within(taskRun.taskId, null, wanted) ? '' : wanted}
            fileHref={fileHref}
          />
        </div>
      ))}
      {hidden > 0 ? (
        <Button
          size="sm"
          onClick={() => {
            setLimit(limit + atATime)
          }}
        >
          {t('moreValues', { count: Math.min(hidden, atATime), hidden })}
        </Button>
      ) : null}
    </div>
  )
}
