import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SearchBox } from '#components/ui/search-box.tsx'
import { can, namespacesOf } from '#server/people/can.ts'
import { permissions } from '#server/people/permissions.ts'
import { listRoles } from '#server/roles/search-roles.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { NewRole } from './_components/new-role.tsx'
import { Roles } from './_components/roles.tsx'

interface RolesPageProps {
  searchParams: Promise<{ q?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('roles') }
}

/** What may whom: the ready roles and one's own, and what each holds. */
export default async function RolesPage({ searchParams }: RolesPageProps) {
  const actor = await requireAdmin('/admin/roles', 'roles')
  const { q } = await searchParams
  const [t, common, roles] = await Promise.all([
    getTranslations('rights'),
    getTranslations('common'),
    listRoles(actor),
  ])
  const held = permissions.filter((permission) => namespacesOf(actor, permission) === 'all')
  const mayWrite = can(actor, 'role:write')
  return (
    <AdminPage current="roles" actions={mayWrite ? <NewRole held={held} /> : null}>
      <SearchBox label={t('searchRoles')} clearLabel={common('clear')} className="mb-4 w-72 max-sm:w-full" />
      <Roles
        initial={roles}
        q={typeof q === 'string' ? q.slice(0, 200) : ''}
        held={held}
        mayWrite={mayWrite}
        mayBind={can(actor, 'binding:read')}
      />
    </AdminPage>
  )
}
