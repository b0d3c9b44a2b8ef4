import { MailPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Absences } from '#app/_absences/absences.tsx'
import { Delegations } from '#app/_delegations/delegations.tsx'
import { Messages } from '#app/_frame/messages.tsx'
import { TokenList } from '#app/_tokens/token-list.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { listAbsences } from '#server/absences/list-absences.ts'
import { listDelegations } from '#server/delegations/list-delegations.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { listGroups } from '#server/groups/search-groups.ts'
import { hasMail } from '#server/mail/settings.ts'
import { can } from '#server/people/can.ts'
import { getPerson } from '#server/people/people.ts'
import { grantableRoles } from '#server/roles/grantable-roles.ts'
import { identitiesOf } from '#server/single-sign-on/identities.ts'
import { Bindings } from '../../../_components/bindings.tsx'
import { requireAdmin } from '../../../_components/require-admin.ts'
import { Access } from './_components/access.tsx'
import { GroupsOf } from './_components/groups-of.tsx'
import { IdentitiesOf } from './_components/identities-of.tsx'
import { ProfileForm } from './_components/profile-form.tsx'

interface PersonPageProps {
  params: Promise<{ id: string }>
}

const personOf = cache(async (actor: Actor, id: string) => {
  try {
    return await getPerson(actor, decodeURIComponent(id))
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: PersonPageProps): Promise<Metadata> {
  const { id } = await params
  return { title: (await personOf(await requireAdmin(`/admin/users/${id}`, 'users'), id)).name }
}

/** A person: who they are, what they may, and how they get in. */
export default async function PersonPage({ params }: PersonPageProps) {
  const { id } = await params
  const actor = await requireAdmin(`/admin/users/${id}`, 'users')
  const person = await personOf(actor, id)
  const [frame, t, common, groups, choices, identities, absences, delegations, absence, format] =
    await Promise.all([
      getTranslations('frame'),
      getTranslations('admin'),
      getTranslations('common'),
      listGroups(actor),
      grantableRoles(actor),
      identitiesOf(actor, person.id),
      listAbsences(actor, person.id),
      listDelegations(actor, person.id),
      getTranslations('absences'),
      getFormatter(),
    ])
  const away = absences.find(({ when }) => when === 'now')
  const dayOf = (day: string) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
  const mayWrite = can(actor, 'user:write')
  return (
    <Messages of={['admin', 'absences', 'delegations', 'fields', 'identities', 'rights', 'tokens']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[
          { label: frame('admin'), href: '/admin' },
          { label: t('users'), href: '/admin/users' },
        ]}
        current={person.name}
      >
        <PageHeader
          title={person.name}
          mark={<Avatar name={person.name} className="size-9 text-sm" />}
          actions={
            <>
              {person.active ? null : <Badge tone="warning">{t('inactive')}</Badge>}
              {person.active && person.invitedAt ? (
                <Badge tone="waiting" icon={MailPlus}>
                  {t('invited')}
                </Badge>
              ) : null}
              {away ? (
                <Badge tone="waiting">
                  {away.endsOn === undefined ? absence('now') : absence('until', { day: dayOf(away.endsOn) })}
                </Badge>
              ) : null}
            </>
          }
        />
        <div className="max-w-3xl space-y-8">
          <ProfileForm person={person} mayWrite={mayWrite} />
          {can(actor, 'binding:read') ? (
            <Bindings type="USER" id={person.id} choices={choices} mayWrite={can(actor, 'binding:write')} />
          ) : null}
          <Absences
            path={`/users/${encodeURIComponent(person.id)}/absences`}
            initial={absences}
            mayWrite={mayWrite}
            own={false}
          />
          <Delegations
            path={`/users/${encodeURIComponent(person.id)}/delegations`}
            initial={delegations}
            mayWrite={mayWrite}
            own={false}
          />
          <GroupsOf person={person} groups={groups} mayWrite={can(actor, 'group-member:write')} />
          {can(actor, 'token:read') ? (
            <TokenList
              path={`/users/${encodeURIComponent(person.id)}/api-tokens`}
              mayRevoke={can(actor, 'token:write')}
            />
          ) : null}
          <IdentitiesOf personId={person.id} initial={identities} mayUnlink={mayWrite} />
          {mayWrite ? <Access person={person} isViewer={person.id === actor.id} mail={hasMail()} /> : null}
        </div>
      </Page>
    </Messages>
  )
}
