import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { foundOr404 } from '#app/(portal)/_components/found-or-404.ts'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { isTerminal } from '#engine/flow/flow.ts'
import { can } from '#server/people/can.ts'
import { getExecution } from '#server/runs/get-execution.ts'
import { getLogs } from '#server/runs/get-logs.ts'
import { one } from '../../../_components/param.ts'
import { requireAuthor } from '../../../_components/require-author.ts'
import { Run } from './_components/run.tsx'
import { runTabs } from './_components/run-tabs.ts'

interface RunPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function load(props: RunPageProps) {
  const { id } = await props.params
  const actor = await requireAuthor(`/studio/runs/${id}`)
  return { actor, run: await foundOr404(() => getExecution(actor, id)) }
}

export async function generateMetadata(props: RunPageProps): Promise<Metadata> {
  const { run } = await load(props)
  return { title: `${run.flowId} · ${run.id.slice(0, 8)}` }
}

/** One run of a flow, live. */
export default async function RunPage(props: RunPageProps) {
  const { actor, run } = await load(props)
  const search = await props.searchParams
  const tab = runTabs.find((name) => name === one(search.tab)) ?? 'timeline'
  const subject = { namespace: run.namespace }
  const mayReadLogs = can(actor, 'log:read', subject)
  const [t, common, logs] = await Promise.all([
    getTranslations('studio'),
    getTranslations('common'),
    mayReadLogs && (tab === 'logs' || (tab === 'timeline' && run.state.current === 'FAILED'))
      ? getLogs(actor, run.id)
      : undefined,
  ])
  return (
    <Messages of={['studio', 'portal']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: t('runs.title'), href: '/studio/runs' }]}
        current={run.id}
      >
        <Run
          initial={run}
          tab={tab}
          logs={logs}
          task={one(search.task)}
          mayKill={!isTerminal(run.state.current) && can(actor, 'execution:kill', subject)}
        />
      </Page>
    </Messages>
  )
}
