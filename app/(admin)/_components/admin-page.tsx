import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Messages, type Namespace } from '#app/_frame/messages.tsx'
import { viewer } from '#app/_frame/viewer.ts'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { roomsOf, type Room } from './rooms.ts'

interface AdminPageProps {
  current: Room
  actions?: ReactNode
  /** Besides those of all rooms. */
  messages?: readonly Namespace[]
  children: ReactNode
}

/** A room of the administration. */
export async function AdminPage({ current, actions, messages = [], children }: AdminPageProps) {
  const [t, frame, common, actor] = await Promise.all([
    getTranslations('admin'),
    getTranslations('frame'),
    getTranslations('common'),
    viewer(),
  ])
  const rooms = actor ? roomsOf(actor) : []
  return (
    <Messages of={['admin', 'rights', 'tokens', ...messages]}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: frame('admin'), href: '/admin' }]}
        current={t(current)}
      >
        <PageHeader title={frame('admin')} actions={actions} />
        <Tabs
          label={frame('admin')}
          current={current}
          tabs={rooms.map((room) => ({ key: room, href: `/admin/${room}`, label: t(room) }))}
          className="mb-4"
        />
        {children}
      </Page>
    </Messages>
  )
}
