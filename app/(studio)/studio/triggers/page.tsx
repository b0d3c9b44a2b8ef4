import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { triggerSpecs } from '#generated/catalog/specs.ts'
import { searchTriggers } from '#server/triggers/search-triggers.ts'
import { one } from '../../_components/param.ts'
import { ParamSelect } from '../../_components/param-select.tsx'
import { requireAuthor } from '../../_components/require-author.ts'
import { StudioTabs } from '../../_components/studio-tabs.tsx'
import { triggerTitles } from './_components/titles.ts'
import { TriggerTable } from './_components/trigger-table.tsx'

interface TriggersPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('triggers.title') }
}

/** What starts flows by itself: the next time and the last one of each; search and filters live in the URL. */
export default async function TriggersPage({ searchParams }: TriggersPageProps) {
  const actor = await requireAuthor('/studio/triggers')
  const params = await searchParams
  const [q, namespace, type] = [one(params.q), one(params.namespace), one(params.type)]
  const [t, frame, common, page, all] = await Promise.all([
    getTranslations('studio'),
    getTranslations('frame'),
    getTranslations('common'),
    searchTriggers(actor, { q, namespace, type, size }),
    searchTriggers(actor, { size: 200 }),
  ])
  const namespaces = [...new Set(all.results.map(({ state }) => state.namespace))].sort()
  const filters = { ...(q ? { q } : {}), ...(namespace ? { namespace } : {}), ...(type ? { type } : {}) }
  const query = new URLSearchParams({ size: String(size), ...filters })
  return (
    <Messages of={['studio']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('studio'), href: '/studio' }]}
        current={t('triggers.title')}
      >
        <PageHeader title={t('title')} />
        <StudioTabs current="triggers" />
        <div className="mb-4 flex flex-wrap gap-2">
          <SearchBox
            label={t('triggers.search')}
            clearLabel={common('clear')}
            className="w-72 max-sm:w-full"
          />
          <ParamSelect
            param="namespace"
            label={t('namespace')}
            allLabel={t('allNamespaces')}
            options={namespaces}
          />
          <ParamSelect
            param="type"
            label={t('triggers.type')}
            allLabel={t('triggers.allTypes')}
            options={Object.keys(triggerSpecs)}
          />
        </div>
        <TriggerTable
          key={query.toString()}
          path={`/triggers/search?${query.toString()}`}
          initial={page}
          filtered={Object.keys(filters).length > 0}
          titles={triggerTitles()}
        />
      </Page>
    </Messages>
  )
}
