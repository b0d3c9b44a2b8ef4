import { ChartNoAxesColumn } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { Actor } from '#server/actor.ts'
import { insightFlows, type InsightFlow } from '#server/insight/flows.ts'
import { getInsight } from '#server/insight/get-insight.ts'
import { listWaiting } from '#server/insight/list-waiting.ts'
import { Figures } from './_components/figures.tsx'
import { Filters } from './_components/filters.tsx'
import { PeopleTable } from './_components/people-table.tsx'
import { StepsTable } from './_components/steps-table.tsx'
import { Waiting } from './_components/waiting.tsx'
import { keyOf, windows } from './_components/windows.ts'

interface InsightPageProps {
  searchParams: Promise<{ flow?: string | string[]; days?: string | string[] }>
}

const pageSize = 25

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame'))('insight') }
}

/** How long decisions take, who has them now, and what comes back: for those who own a process. */
export default async function InsightPage({ searchParams }: InsightPageProps) {
  const actor = await requireViewer('/insight')
  const params = await searchParams
  const [t, common, flows] = await Promise.all([
    getTranslations('insight'),
    getTranslations('common'),
    insightFlows(actor),
  ])
  const chosen = flows.find((flow) => keyOf(flow) === params.flow) ?? flows[0]
  const days = windows.find((window) => String(window) === params.days) ?? windows[0]
  return (
    <Messages of={['insight', 'portal']}>
      <Page trailLabel={common('trail')} current={t('title')}>
        <PageHeader title={t('title')} />
        {chosen ? (
          <>
            <Filters flows={flows} chosen={keyOf(chosen)} days={days} />
            <Course key={keyOf(chosen)} actor={actor} flow={chosen} days={days} />
          </>
        ) : (
          <EmptyState icon={ChartNoAxesColumn} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        )}
      </Page>
    </Messages>
  )
}

async function Course({ actor, flow, days }: { actor: Actor; flow: InsightFlow; days: number }) {
  const [insight, waiting] = await Promise.all([
    getInsight(actor, { ...flow, days }),
    listWaiting(actor, { ...flow, size: pageSize }),
  ])
  const { namespace, flowId } = flow
  const path = `/insight/${encodeURIComponent(namespace)}/${encodeURIComponent(flowId)}/waiting?size=${pageSize}`
  return (
    <div className="mt-6 space-y-8">
      <Figures insight={insight} waiting={waiting.total} />
      <StepsTable steps={insight.steps} />
      <PeopleTable people={insight.people} />
      <Waiting path={path} initial={waiting} />
    </div>
  )
}
