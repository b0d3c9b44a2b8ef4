import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SearchBox } from '#components/ui/search-box.tsx'
import { listGroups } from '#server/groups/search-groups.ts'
import { listPeople } from '#server/people/people.ts'
import { grantableRoles } from '#server/roles/grantable-roles.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { CreatePerson } from './_components/create-person.tsx'
import { People } from './_components/people.tsx'

interface UsersPageProps {
  searchParams: Promise<{ q?: string | string[] }>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('users') }
}

/** Everybody who can sign in, and those who no longer can. */
export default async function UsersPage({ searchParams }: UsersPageProps) {
  const actor = await requireAdmin('/admin/users', 'users')
  const params = await searchParams
  const q = typeof params.q === 'string' ? params.q.slice(0, 200) : undefined
  const [t, common, page, groups, choices] = await Promise.all([
    getTranslations('admin'),
    getTranslations('common'),
    listPeople(actor, { q, size }),
    listGroups(actor),
    grantableRoles(actor),
  ])
  const query = new URLSearchParams({ size: String(size), ...(q ? { q } : {}) })
  const path = `/users?${query.toString()}`
  return (
    <AdminPage current="users" actions={<CreatePerson path={path} groups={groups} choices={choices} />}>
      <SearchBox label={t('searchUsers')} clearLabel={common('clear')} className="mb-4 w-72 max-sm:w-full" />
      <People
        key={path}
        path={path}
        initial={page}
        groups={groups}
        choices={choices}
        viewerId={actor.id}
        filtered={q !== undefined}
      />
    </AdminPage>
  )
}
