import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { Actor } from '#server/actor.ts'
import { channelOf } from '#server/channels/channel-of.ts'
import { AppError } from '#server/errors.ts'
import { getGroup } from '#server/groups/search-groups.ts'
import { searchMembers } from '#server/groups/search-members.ts'
import { can } from '#server/people/can.ts'
import { grantableRoles } from '#server/roles/grantable-roles.ts'
import { requireAdmin } from '../../../_components/require-admin.ts'
import { Bindings } from '../../../_components/bindings.tsx'
import { Channel } from './_components/channel.tsx'
import { GroupForm } from './_components/group-form.tsx'
import { Members } from './_components/members.tsx'

interface GroupPageProps {
  params: Promise<{ id: string }>
}

const size = 100

const groupOf = cache(async (actor: Actor, id: string) => {
  try {
    return await getGroup(actor, decodeURIComponent(id))
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: GroupPageProps): Promise<Metadata> {
  const { id } = await params
  return { title: (await groupOf(await requireAdmin(`/admin/groups/${id}`, 'groups'), id)).name }
}

/** A group: who is in it, who owns it, and what it may. */
export default async function GroupPage({ params }: GroupPageProps) {
  const { id } = await params
  const actor = await requireAdmin(`/admin/groups/${id}`, 'groups')
  const group = await groupOf(actor, id)
  const mayWrite = can(actor, 'group:write')
  const [t, frame, admin, common, members, choices, channel] = await Promise.all([
    getTranslations('rights'),
    getTranslations('frame'),
    getTranslations('admin'),
    getTranslations('common'),
    searchMembers(actor, group.id, { page: 1, size, filters: [] }),
    grantableRoles(actor),
    mayWrite ? channelOf(actor, group.id) : undefined,
  ])
  return (
    <Messages of={['admin', 'rights']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[
          { label: frame('admin'), href: '/admin' },
          { label: admin('groups'), href: '/admin/groups' },
        ]}
        current={group.name}
      >
        <PageHeader title={group.name} />
        <div className="max-w-3xl space-y-8">
          <p className="text-sm text-ink-soft">
            {t('slug')}: <code className="font-mono text-xs">{group.slug}</code>
            {group.description ? <span className="block">{group.description}</span> : null}
          </p>
          <Members groupId={group.id} initial={members} size={size} mayManage={group.mayManage} />
          {can(actor, 'binding:read') ? (
            <Bindings type="GROUP" id={group.id} choices={choices} mayWrite={can(actor, 'binding:write')} />
          ) : null}
          {channel ? <Channel groupId={group.id} initial={channel} /> : null}
          {mayWrite ? <GroupForm group={group} /> : null}
        </div>
      </Page>
    </Messages>
  )
}
