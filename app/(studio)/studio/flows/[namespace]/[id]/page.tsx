import { ExternalLink } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { foundOr404 } from '#app/(portal)/_components/found-or-404.ts'
import { Messages } from '#app/_frame/messages.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import type { GraphAnswer } from '#components/flow-graph/shape.ts'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { JsonObject } from '#engine/flow/flow.ts'
import { languageOf } from '#engine/flow/language.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { getLimit } from '#server/concurrency/get-limit.ts'
import { getFlow } from '#server/flows/get-flow.ts'
import { flowGraph } from '#server/flows/graph.ts'
import { listRevisions } from '#server/flows/list-revisions.ts'
import { searchFlows } from '#server/flows/search-flows.ts'
import { can } from '#server/people/can.ts'
import { searchExecutions } from '#server/runs/search-executions.ts'
import { searchTriggers } from '#server/triggers/search-triggers.ts'
import { flowHref, one } from '../../../../_components/param.ts'
import { requireAuthor } from '../../../../_components/require-author.ts'
import { RunTable } from '../../../runs/_components/run-table.tsx'
import { triggerTitles } from '../../../triggers/_components/titles.ts'
import { TriggerTable } from '../../../triggers/_components/trigger-table.tsx'
import { FlowEditor } from '../../_components/flow-editor.tsx'
import { AppsTab } from './_components/apps-tab.tsx'
import { FlowGraphTab } from './_components/flow-graph-tab.tsx'
import { Revisions } from './_components/revisions.tsx'
import { RunNow } from './_components/run-now.tsx'

interface FlowPageProps {
  params: Promise<{ namespace: string; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const tabs = ['edit', 'graph', 'runs', 'apps', 'triggers', 'revisions'] as const
type Tab = (typeof tabs)[number]
const size = 50

async function keyOf({ params }: FlowPageProps) {
  const { namespace, id } = await params
  return { namespace: decodeURIComponent(namespace), id: decodeURIComponent(id) }
}

export async function generateMetadata(props: FlowPageProps): Promise<Metadata> {
  return { title: (await keyOf(props)).id }
}

/** One flow: its source, its graph, its runs, its triggers, its revisions. */
export default async function FlowPage(props: FlowPageProps) {
  const key = await keyOf(props)
  const href = flowHref(key.namespace, key.id)
  const actor = await requireAuthor(href)
  const search = await props.searchParams
  const tab = tabs.find((name) => name === one(search.tab)) ?? 'edit'
  const found = await foundOr404(() => getFlow(actor, key))
  const [t, common, rows, limit] = await Promise.all([
    getTranslations('studio'),
    getTranslations('common'),
    searchFlows(actor, { exactNamespace: key.namespace, id: key.id, size: 1 }),
    getLimit(actor, { namespace: key.namespace, flowId: key.id }),
  ])
  const app = rows.results[0]?.app
  const mayStart = can(actor, 'execution:create', { namespace: key.namespace })
  return (
    <Messages of={['studio', 'form', 'fields']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: t('flows.title'), href: '/studio/flows' }]}
        current={key.id}
        width={tab === 'edit' ? 'wide' : 'normal'}
      >
        <PageHeader
          title={key.id}
          description={
            <span className="flex flex-wrap gap-x-3 gap-y-1">
              <span className="font-mono text-xs wrap-anywhere">{key.namespace}</span>
              {limit ? <span className="text-xs">{t('flow-page.limit', { ...limit })}</span> : null}
            </span>
          }
          actions={
            <>
              {app ? (
                <Link href={`/apps/${app.id}`} className={buttonStyle({})}>
                  <ExternalLink aria-hidden />
                  {t('flow-page.app')}
                </Link>
              ) : null}
              {mayStart ? (
                <RunNow flow={{ ...key, revision: found.flow.revision }} source={found.source} />
              ) : null}
            </>
          }
        />
        <Tabs
          label={t('flow-page.tabs')}
          current={tab}
          tabs={tabs.map((name) => ({
            key: name,
            href: name === 'edit' ? href : `${href}?tab=${name}`,
            label: t(`flow-page.${name}`),
          }))}
          className="mb-4"
        />
        <Body
          tab={tab}
          actor={actor}
          flow={{ ...key, revision: found.flow.revision }}
          source={found.source}
          restore={one(search.revision)}
          at={one(search.at)}
        />
      </Page>
    </Messages>
  )
}

interface BodyProps {
  tab: Tab
  actor: Actor
  flow: { namespace: string; id: string; revision: number }
  source: string
  /** Number of the revision whose source is loaded into the editor. */
  restore?: string
  /** Id of the task that the editor begins at. */
  at?: string
}

async function Body({ tab, actor, flow, source, restore, at }: BodyProps) {
  if (tab === 'revisions') {
    const revisions = await listRevisions(actor, flow)
    const mayDelete = can(actor, 'flow:delete', { namespace: flow.namespace })
    return <Revisions flow={flow} initial={revisions} source={source} mayDelete={mayDelete} />
  }
  if (tab === 'graph') {
    const graph = (await flowGraph(actor, flow, {})) as GraphAnswer & JsonObject
    return <FlowGraphTab flow={flow} graph={graph} />
  }
  if (tab === 'apps') return <AppsTab actor={actor} flow={flow} />
  if (tab === 'triggers') {
    const { namespace, id } = flow
    const page = await searchTriggers(actor, { exactNamespace: namespace, flowId: id, size })
    const query = new URLSearchParams({
      size: String(size),
      'filters[namespace][EQUALS]': namespace,
      flowId: id,
    })
    const path = `/triggers/search?${query.toString()}`
    return <TriggerTable path={path} initial={page} filtered={false} titles={triggerTitles()} ofFlow />
  }
  if (tab === 'runs') {
    const equal = (field: string, value: string) => ({ field, op: 'EQUALS', values: [value] })
    const filters = [equal('namespace', flow.namespace), equal('flowId', flow.id)]
    const page = await searchExecutions(actor, { size, filters })
    const query = new URLSearchParams({
      size: String(size),
      'filters[namespace][EQUALS]': flow.namespace,
      flowId: flow.id,
    })
    return (
      <RunTable
        path={`/executions/search?taskRuns=false&${query.toString()}`}
        initial={page}
        filtered={false}
      />
    )
  }
  const revision = Number(restore)
  const older =
    Number.isInteger(revision) && revision > 0 && revision < flow.revision
      ? await foundOr404(() => getFlow(actor, flow, { revision }))
      : undefined
  return (
    <FlowEditor
      key={`${flow.namespace}/${flow.id}/${restore ?? ''}`}
      flow={flow}
      source={source}
      draft={older?.source}
      language={languageOf(vocabulary)}
      mayWrite={can(actor, 'flow:write', { namespace: flow.namespace })}
      at={at}
    />
  )
}
