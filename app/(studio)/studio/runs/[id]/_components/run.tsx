'use client'

import { useTranslations } from 'next-intl'
import { useResource } from '#components/live/use-resource.ts'
import { Tabs } from '#components/ui/tabs.tsx'
import { isTerminal } from '#engine/flow/flow.ts'
import type { ExecutionView, LogView } from '#server/runs/view.ts'
import { runHref } from '../../../../_components/param.ts'
import { Failure } from './failure.tsx'
import { Logs } from './logs.tsx'
import { RunApprovals } from './run-approvals.tsx'
import { RunHeader } from './run-header.tsx'
import { runTabs, type RunTab } from './run-tabs.ts'
import { TimelineTab } from './timeline-tab.tsx'
import { ValueTree } from './value-tree.tsx'

interface RunProps {
  initial: ExecutionView
  tab: RunTab
  /** What the page had at hand. */
  logs?: LogView[]
  /** Id of the task that the logs are narrowed to. */
  task?: string
  mayKill: boolean
}

/** A run as it goes on. A failed one says first what went wrong. */
export function Run({ initial, tab, logs, task, mayKill }: RunProps) {
  const t = useTranslations('studio.run')
  const { data: run = initial } = useResource(`/executions/${initial.id}`, {
    initial,
    topics: [`execution:${initial.id}`],
  })
  const approvals = run.taskRunList.filter((taskRun) => taskRun.taskType === 'approval')
  const href = runHref(run.id)
  return (
    <>
      <RunHeader run={run} mayKill={mayKill && !isTerminal(run.state.current)} />
      {tab === 'timeline' && run.state.current === 'FAILED' ? <Failure run={run} logs={logs} /> : null}
      <Tabs
        label={t('tabs')}
        current={tab}
        tabs={runTabs.map((name) => ({
          key: name,
          href: name === 'timeline' ? href : `${href}?tab=${name}`,
          label: t(name),
          count: name === 'approvals' ? approvals.length : undefined,
        }))}
        className="mb-4"
      />
      {tab === 'timeline' ? <TimelineTab run={run} /> : null}
      {tab === 'logs' ? <Logs run={run} initial={logs} task={task} /> : null}
      {tab === 'outputs' ? <Outputs run={run} /> : null}
      {tab === 'inputs' ? <ValueTree value={run.inputs} path="inputs" none={t('noInputs')} /> : null}
      {tab === 'approvals' ? <RunApprovals executionId={run.id} taskRuns={approvals} /> : null}
    </>
  )
}

function Outputs({ run }: { run: ExecutionView }) {
  const t = useTranslations('studio.run')
  const tasks = run.taskRunList.filter((taskRun) => Object.keys(taskRun.outputs ?? {}).length > 0)
  return (
    <div className="space-y-6">
      <section aria-labelledby="flow-outputs" className="space-y-2">
        <h2 id="flow-outputs" className="text-base font-semibold">
          {t('flowOutputs')}
        </h2>
        <ValueTree value={run.outputs ?? {}} none={t('noFlowOutputs')} />
      </section>
      <section aria-labelledby="task-outputs" className="space-y-2">
        <h2 id="task-outputs" className="text-base font-semibold">
          {t('taskOutputs')}
        </h2>
        {tasks.length === 0 ? <p className="text-sm text-ink-soft">{t('noOutputs')}</p> : null}
        {tasks.map((taskRun) => (
          <div key={taskRun.id} className="space-y-1">
            <h3 className="font-mono text-sm">
              {taskRun.taskId}
              {taskRun.value ? <span className="text-ink-faint"> · {taskRun.value}</span> : null}
            </h3>
            <ValueTree
              value={taskRun.outputs ?? {}}
              path={`outputs.${taskRun.taskId}`}
              none={t('noOutputs')}
            />
          </div>
        ))}
      </section>
    </div>
  )
}
