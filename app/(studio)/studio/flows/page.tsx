import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Messages } from '#app/_frame/messages.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { searchFlows } from '#server/flows/search-flows.ts'
import { namespacesOf } from '#server/people/can.ts'
import { one } from '../../_components/param.ts'
import { ParamSelect } from '../../_components/param-select.tsx'
import { requireAuthor } from '../../_components/require-author.ts'
import { StudioTabs } from '../../_components/studio-tabs.tsx'
import { FlowTable } from './_components/flow-table.tsx'

interface FlowsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('flows.title') }
}

/** The flows that the person may see; search and filter live in the URL. */
export default async function FlowsPage({ searchParams }: FlowsPageProps) {
  const actor = await requireAuthor('/studio/flows')
  const params = await searchParams
  const q = one(params.q)
  const namespace = one(params.namespace)
  const [t, frame, common, page, all] = await Promise.all([
    getTranslations('studio'),
    getTranslations('frame'),
    getTranslations('common'),
    searchFlows(actor, { q, namespace, size }),
    searchFlows(actor, { size: 200 }),
  ])
  const namespaces = [...new Set(all.results.map((row) => row.namespace))].sort()
  const query = new URLSearchParams({
    size: String(size),
    ...(q ? { q } : {}),
    ...(namespace ? { namespace } : {}),
  })
  const mayWrite = namespacesOf(actor, 'flow:write').length > 0
  return (
    <Messages of={['studio']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('studio'), href: '/studio' }]}
        current={t('flows.title')}
      >
        <PageHeader
          title={t('title')}
          actions={
            mayWrite ? (
              <Link href="/studio/flows/new" className={buttonStyle({ variant: 'primary' })}>
                <Plus aria-hidden />
                {t('flows.new')}
              </Link>
            ) : null
          }
        />
        <StudioTabs current="flows" />
        <div className="mb-4 flex flex-wrap gap-2">
          <SearchBox label={t('flows.search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
          <ParamSelect
            param="namespace"
            label={t('namespace')}
            allLabel={t('allNamespaces')}
            options={namespaces}
          />
        </div>
        <FlowTable
          key={query.toString()}
          path={`/flows/search?${query.toString()}`}
          initial={page}
          filtered={Boolean(q ?? namespace)}
          mayWrite={mayWrite}
        />
      </Page>
    </Messages>
  )
}
