import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { SavedViews } from '#app/_saved-views/saved-views.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import type { Actor } from '#server/actor.ts'
import { catalog } from '#server/apps/catalog.ts'
import { listDrafts } from '#server/drafts/list-drafts.ts'
import { listRequests, seesEverybody } from '#server/requests/list-requests.ts'
import type { ListedRequest, Page as PageOf } from '#server/requests/view.ts'
import { defaultQuery } from '#server/saved-views/saved-views.ts'
import { DraftList } from '../_components/draft-list.tsx'
import { Filters } from './_components/filters.tsx'
import { readFilters, type Params, type ReadFilters } from './_components/read-filters.ts'
import { RequestList } from './_components/request-list.tsx'

const size = 25

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame'))('requests') }
}

/** All that the person has asked for, and has begun to; search and filters live in the URL. */
export default async function RequestsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const actor = await requireViewer('/requests')
  const params = await searchParams
  const opened = Object.keys(params).length === 0 ? await defaultQuery(actor, 'requests') : undefined
  if (opened) redirect(`/requests?${opened}`)
  const read = readFilters(params, actor.timeZone)
  const everybody = seesEverybody(actor)
  const filter = { ...read.filter, everybody: read.filter.everybody && everybody, size }
  const draftFilter = draftsIn(read)
  const [t, common, apps, page, drafts] = await Promise.all([
    getTranslations('requests'),
    getTranslations('common'),
    catalog(actor),
    read.onlyDrafts ? undefined : listRequests(actor, filter),
    draftFilter ? listDrafts(actor, draftFilter) : [],
  ])
  const draftQuery = new URLSearchParams(Object.entries(draftFilter ?? {}).filter(([, value]) => value))
  const { query } = read
  return (
    <Messages of={['requests', 'portal', 'savedViews']}>
      <Page trailLabel={common('trail')} current={t('title')}>
        <PageHeader
          title={t('title')}
          actions={
            <>
              <SavedViews page="requests" />
              <a href={`/api/v1/requests/export?${query.toString()}`} download className={buttonStyle({})}>
                <Download aria-hidden />
                {t('csv')}
              </a>
            </>
          }
        />
        <div className="mb-4 flex flex-wrap items-end gap-2">
          <SearchBox label={t('search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
          <Filters apps={apps} everybody={everybody} />
        </div>
        <div className="space-y-6">
          {draftFilter ? (
            <DraftList
              key={draftQuery.toString()}
              personId={actor.id}
              path={`/drafts?${draftQuery.toString()}`}
              initial={drafts}
              title={t('drafts')}
            />
          ) : null}
          {page || drafts.length === 0 ? (
            <RequestList
              key={`${query.toString()} ${String(read.onlyDrafts)}`}
              personId={actor.id}
              path={`/requests?${query.toString()}&size=${String(size)}`}
              initial={page ?? { results: [], total: 0 }}
              filtered={read.isFiltered}
              topics={topicsOf(actor, read, page)}
            />
          ) : null}
        </div>
      </Page>
    </Messages>
  )
}

/** Drafts have no day on which they were made a request, nor an outcome, and are nobody else's. */
function draftsIn({ filter, onlyDrafts }: ReadFilters): { app?: string; q?: string } | undefined {
  const { outcome, app, q, from, until, everybody, following } = filter
  const isNone = outcome !== undefined || from !== undefined || until !== undefined
  const isOthers = everybody === true || following === true
  return onlyDrafts || !(isNone || isOthers) ? { app, q } : undefined
}

/** Of requests that are others' each has its own word. */
function topicsOf(actor: Actor, { filter }: ReadFilters, page: PageOf<ListedRequest> | undefined): string[] {
  if (!page) return []
  return filter.following ? page.results.map(({ id }) => `request:${id}`) : [`requests:${actor.id}`]
}
