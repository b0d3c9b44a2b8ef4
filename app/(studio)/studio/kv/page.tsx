import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { kvTypes } from '#engine/flow/kv.ts'
import { readFilters } from '#server/api/filters.ts'
import { distinctNamespaces } from '#server/flows/namespaces.ts'
import { searchKeys } from '#server/kv/search-keys.ts'
import { namespacesOf } from '#server/people/can.ts'
import { one } from '../../_components/param.ts'
import { ParamSelect } from '../../_components/param-select.tsx'
import { requireAuthor } from '../../_components/require-author.ts'
import { StudioTabs } from '../../_components/studio-tabs.tsx'
import { KeyTable } from './_components/key-table.tsx'
import { NewKey } from './_components/new-key.tsx'

interface KvPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('kv.title') }
}

/** What flows keep between their runs; search, namespace and type live in the address. */
export default async function KvPage({ searchParams }: KvPageProps) {
  const actor = await requireAuthor('/studio/kv')
  if (namespacesOf(actor, 'kv:read').length === 0) notFound()
  const params = await searchParams
  const [q, namespace, type] = [one(params.q), one(params.namespace), one(params.type)]
  const filters = new URLSearchParams()
  if (q) filters.set('q', q)
  if (namespace) filters.set('namespace', namespace)
  if (type) filters.set('filters[type][EQUALS]', type)
  const sort = 'key:asc'
  const [t, frame, common, page, namespaces] = await Promise.all([
    getTranslations('studio'),
    getTranslations('frame'),
    getTranslations('common'),
    searchKeys(actor, { page: 1, size, sort, filters: readFilters(filters) }),
    distinctNamespaces(actor),
  ])
  const query = new URLSearchParams(filters)
  query.set('size', String(size))
  query.set('sort', sort)
  const path = `/kv?${query.toString()}`
  const mayWrite = namespacesOf(actor, 'kv:write')
  return (
    <Messages of={['studio']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('studio'), href: '/studio' }]}
        current={t('kv.title')}
      >
        <PageHeader
          title={t('title')}
          actions={
            mayWrite.length > 0 ? (
              <NewKey path={path} namespaces={namespaces} namespace={namespace ?? namespaces[0] ?? ''} />
            ) : null
          }
        />
        <StudioTabs current="kv" />
        <div className="mb-4 flex flex-wrap gap-2">
          <SearchBox label={t('kv.search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
          <ParamSelect
            param="namespace"
            label={t('namespace')}
            allLabel={t('allNamespaces')}
            options={namespaces}
          />
          <ParamSelect
            param="type"
            label={t('kv.type')}
            allLabel={t('kv.allTypes')}
            options={kvTypes}
            labels={Object.fromEntries(kvTypes.map((name) => [name, t(`kv.types.${name}`)]))}
          />
        </div>
        <KeyTable
          key={path}
          path={path}
          initial={page}
          filtered={filters.size > 0}
          mayWrite={mayWrite}
          mayDelete={namespacesOf(actor, 'kv:delete')}
        />
      </Page>
    </Messages>
  )
}
