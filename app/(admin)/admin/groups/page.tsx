import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { listGroups } from '#server/people/groups.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { Groups } from './_components/groups.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('groups') }
}

/** Groups with who is in them. */
export default async function GroupsPage() {
  const actor = await requireAdmin('/admin/groups', 'groups')
  return (
    <AdminPage current="groups">
      <Groups initial={await listGroups(actor)} />
    </AdminPage>
  )
}
