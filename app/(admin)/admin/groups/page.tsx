import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SearchBox } from '#components/ui/search-box.tsx'
import { searchGroups } from '#server/groups/search-groups.ts'
import { can } from '#server/people/can.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { Groups } from './_components/groups.tsx'
import { NewGroup } from './_components/new-group.tsx'

interface GroupsPageProps {
  searchParams: Promise<{ q?: string | string[] }>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('groups') }
}

/** Groups by name; who owns some and administers nothing else sees these. */
export default async function GroupsPage({ searchParams }: GroupsPageProps) {
  const actor = await requireAdmin('/admin/groups', 'groups')
  const params = await searchParams
  const q = typeof params.q === 'string' ? params.q.slice(0, 200) : ''
  const filters = q ? [{ field: 'q', op: 'EQUALS', values: [q] }] : []
  const [t, common, page] = await Promise.all([
    getTranslations('rights'),
    getTranslations('common'),
    searchGroups(actor, { page: 1, size, filters }),
  ])
  const query = new URLSearchParams({ size: String(size), ...(q ? { q } : {}) })
  const path = `/groups/search?${query.toString()}`
  return (
    <AdminPage current="groups" actions={can(actor, 'group:write') ? <NewGroup /> : null}>
      <SearchBox label={t('searchGroups')} clearLabel={common('clear')} className="mb-4 w-72 max-sm:w-full" />
      <Groups key={path} path={path} initial={page} filtered={q !== ''} />
    </AdminPage>
  )
}
