import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { listRequests } from '#server/requests/list-requests.ts'
import { outcomeFilter } from './_components/outcomes.ts'
import { OutcomeSelect } from './_components/outcome-select.tsx'
import { RequestList } from './_components/request-list.tsx'

interface RequestsPageProps {
  searchParams: Promise<{ q?: string | string[]; outcome?: string | string[] }>
}

const size = 25

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame'))('requests') }
}

/** All that the person has asked for; search and filter live in the URL. */
export default async function RequestsPage({ searchParams }: RequestsPageProps) {
  const actor = await requireViewer('/requests')
  const params = await searchParams
  const q = typeof params.q === 'string' ? params.q : undefined
  const outcome = outcomeFilter(params.outcome)
  const [t, common, page] = await Promise.all([
    getTranslations('requests'),
    getTranslations('common'),
    listRequests(actor, { q, outcome, size }),
  ])
  const query = new URLSearchParams({
    size: String(size),
    ...(q ? { q } : {}),
    ...(outcome ? { outcome } : {}),
  })
  return (
    <Messages of={['requests', 'portal']}>
      <Page trailLabel={common('trail')} current={t('title')}>
        <PageHeader title={t('title')} />
        <div className="mb-4 flex flex-wrap gap-2">
          <SearchBox label={t('search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
          <OutcomeSelect current={outcome} />
        </div>
        <RequestList
          key={query.toString()}
          personId={actor.id}
          path={`/requests?${query.toString()}`}
          initial={page}
          filtered={Boolean(q ?? outcome)}
        />
      </Page>
    </Messages>
  )
}
