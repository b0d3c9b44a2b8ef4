import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SearchBox } from '#components/ui/search-box.tsx'
import { can, namespacesOf } from '#server/people/can.ts'
import { listGroups } from '#server/groups/search-groups.ts'
import { permissions } from '#server/people/permissions.ts'
import { grantableRoles } from '#server/roles/grantable-roles.ts'
import { searchAccounts } from '#server/service-accounts/search-accounts.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { Accounts } from './_components/accounts.tsx'
import { NewAccount } from './_components/new-account.tsx'

interface AccountsPageProps {
  searchParams: Promise<{ q?: string | string[] }>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('service-accounts') }
}

/** Programs that act in the product, with their rights and tokens. */
export default async function AccountsPage({ searchParams }: AccountsPageProps) {
  const actor = await requireAdmin('/admin/service-accounts', 'service-accounts')
  const params = await searchParams
  const q = typeof params.q === 'string' ? params.q.slice(0, 200) : ''
  const filters = q ? [{ field: 'q', op: 'EQUALS', values: [q] }] : []
  const [t, common, page, groups, choices] = await Promise.all([
    getTranslations('rights'),
    getTranslations('common'),
    searchAccounts(actor, { page: 1, size, filters }),
    listGroups(actor),
    grantableRoles(actor),
  ])
  const query = new URLSearchParams({ size: String(size), ...(q ? { q } : {}) })
  const path = `/service-accounts?${query.toString()}`
  const mayWrite = can(actor, 'service-account:write')
  const rest = { path, groups: groups.map(({ id, name }) => ({ id, name })), choices }
  return (
    <AdminPage current="service-accounts" actions={mayWrite ? <NewAccount {...rest} /> : null}>
      <SearchBox
        label={t('searchAccounts')}
        clearLabel={common('clear')}
        className="mb-4 w-72 max-sm:w-full"
      />
      <Accounts
        key={path}
        {...rest}
        initial={page}
        filtered={q !== ''}
        mayWrite={mayWrite}
        held={permissions.filter((name) => namespacesOf(actor, name).length > 0)}
      />
    </AdminPage>
  )
}
