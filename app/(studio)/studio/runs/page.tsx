import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { states } from '#engine/flow/flow.ts'
import { searchFlows } from '#server/flows/search-flows.ts'
import { readFilters } from '#server/api/filters.ts'
import { searchExecutions } from '#server/runs/search-executions.ts'
import { one, runHref } from '../../_components/param.ts'
import { ParamSelect } from '../../_components/param-select.tsx'
import { requireAuthor } from '../../_components/require-author.ts'
import { StudioTabs } from '../../_components/studio-tabs.tsx'
import { RunTable } from './_components/run-table.tsx'
import { StateFacets } from './_components/state-facets.tsx'

interface RunsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('runs.title') }
}

/** The address's filters as the REST query that gives the same list; what is no filter is passed over. */
function queryOf(params: Awaited<RunsPageProps['searchParams']>): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of ['q', 'namespace', 'flowId', 'triggerExecutionId']) {
    const value = one(params[name])
    if (value) query.set(name, value)
  }
  const wanted = [params.state].flat()
  for (const state of states) if (wanted.includes(state)) query.append('state', state)
  return query
}

/** Runs of all flows, the newest first. */
export default async function RunsPage({ searchParams }: RunsPageProps) {
  const actor = await requireAuthor('/studio/runs')
  const filters = queryOf(await searchParams)
  const [t, frame, common, page, flows] = await Promise.all([
    getTranslations('studio'),
    getTranslations('frame'),
    getTranslations('common'),
    searchExecutions(actor, { size, filters: readFilters(filters) }),
    searchFlows(actor, { size: 200 }),
  ])
  const parent = filters.get('triggerExecutionId')
  const namespace = filters.get('namespace')
  const inNamespace = flows.results.filter(
    (row) => !namespace || row.namespace === namespace || row.namespace.startsWith(`${namespace}.`),
  )
  const query = new URLSearchParams(filters)
  query.set('size', String(size))
  return (
    <Messages of={['studio']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('studio'), href: '/studio' }]}
        current={t('runs.title')}
      >
        <PageHeader title={t('title')} />
        <StudioTabs current="runs" />
        <div className="mb-3 flex flex-wrap gap-2">
          <SearchBox label={t('runs.search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
          <ParamSelect
            param="namespace"
            label={t('namespace')}
            allLabel={t('allNamespaces')}
            options={[...new Set(flows.results.map((row) => row.namespace))].sort()}
          />
          <ParamSelect
            param="flowId"
            label={t('flow')}
            allLabel={t('allFlows')}
            options={[...new Set(inNamespace.map((row) => row.id))].sort()}
          />
        </div>
        {parent ? (
          <p className="mb-3 text-sm">
            {t.rich('runs.startedBy', {
              run: () => (
                <Link href={runHref(parent)} className="font-mono underline underline-offset-2">
                  {parent}
                </Link>
              ),
              all: (text) => (
                <Link href="/studio/runs" className="underline underline-offset-2">
                  {text}
                </Link>
              ),
            })}
          </p>
        ) : null}
        <StateFacets chosen={filters.getAll('state')} />
        <RunTable
          key={query.toString()}
          path={`/executions/search?taskRuns=false&${query.toString()}`}
          initial={page}
          filtered={filters.size > 0}
        />
      </Page>
    </Messages>
  )
}
