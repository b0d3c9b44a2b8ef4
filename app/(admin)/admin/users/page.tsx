import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { listGroups } from '#server/groups/search-groups.ts'
import { listPeople } from '#server/people/list-people.ts'
import { hasMail } from '#server/mail/settings.ts'
import { can } from '#server/people/can.ts'
import { isReadyRole } from '#server/people/ready-roles.ts'
import { grantableRoles } from '#server/roles/grantable-roles.ts'
import { listRoles } from '#server/roles/search-roles.ts'
import { one } from '../../../(studio)/_components/param.ts'
import { ParamSelect } from '../../../(studio)/_components/param-select.tsx'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { CreatePerson } from './_components/create-person.tsx'
import { ImportPeople } from './_components/import-people.tsx'
import { People } from './_components/people.tsx'

interface UsersPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('users') }
}

/** Everybody who can sign in, and those who no longer can. */
export default async function UsersPage({ searchParams }: UsersPageProps) {
  const actor = await requireAdmin('/admin/users', 'users')
  const params = await searchParams
  const [q, role, group, state] = [one(params.q), one(params.role), one(params.group), one(params.state)]
  const active = state === 'active' ? true : state === 'inactive' ? false : undefined
  const invited = state === 'invited' ? true : undefined
  const [t, rights, file, common, names, page, groups, roles, choices] = await Promise.all([
    getTranslations('admin'),
    getTranslations('rights'),
    getTranslations('peopleFile'),
    getTranslations('common'),
    getTranslations('admin.roleNames'),
    listPeople(actor, { q, role, group, active, invited, size }),
    listGroups(actor),
    can(actor, 'role:read') ? listRoles(actor) : [],
    grantableRoles(actor),
  ])
  const narrowed = new URLSearchParams()
  for (const [name, value] of Object.entries({ q, role, group, active, invited }))
    if (value !== undefined) narrowed.set(name, String(value))
  const query = new URLSearchParams([...narrowed, ['size', String(size)]])
  const roleLabels = roles.map(({ id, name }) => [id, isReadyRole(id) ? names(id) : name] as const)
  const path = `/users?${query.toString()}`
  return (
    <AdminPage
      current="users"
      messages={['peopleFile']}
      actions={
        <>
          <a href={`/api/v1/users/export?${narrowed.toString()}`} download className={buttonStyle({})}>
            <Download aria-hidden />
            {file('export')}
          </a>
          {can(actor, 'user:write') ? (
            <>
              <ImportPeople path={path} mail={hasMail()} />
              <CreatePerson path={path} groups={groups} choices={choices} mail={hasMail()} />
            </>
          ) : null}
        </>
      }
    >
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label={t('searchUsers')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
        <ParamSelect
          param="state"
          label={rights('state')}
          allLabel={rights('allStates')}
          options={hasMail() ? ['active', 'inactive', 'invited'] : ['active', 'inactive']}
          labels={{ active: rights('active'), inactive: rights('inactive'), invited: t('invited') }}
        />
        {roles.length > 0 ? (
          <ParamSelect
            param="role"
            label={rights('role')}
            allLabel={rights('allRoles')}
            options={roles.map(({ id }) => id)}
            labels={Object.fromEntries(roleLabels)}
          />
        ) : null}
        <ParamSelect
          param="group"
          label={rights('group')}
          allLabel={rights('allGroups')}
          options={groups.map(({ slug }) => slug)}
          labels={Object.fromEntries(groups.map(({ slug, name }) => [slug, name]))}
        />
      </div>
      <People
        key={path}
        path={path}
        initial={page}
        filtered={[q, role, group, active, invited].some((value) => value !== undefined)}
      />
    </AdminPage>
  )
}
