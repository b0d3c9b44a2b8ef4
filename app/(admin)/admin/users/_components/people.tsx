'use client'

import { MailPlus, UserX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { PersonDetail } from '#server/people/view.ts'
import type { Page } from '#server/requests/view.ts'
import { useRoleName } from '../../../_components/use-role-name.ts'

interface PeopleProps {
  /** REST path of the first page. */
  path: string
  initial: Page<PersonDetail>
  filtered: boolean
}

const keyOf = ({ id }: PersonDetail) => id

export function People({ path, initial, filtered }: PeopleProps) {
  const t = useTranslations('admin')
  const pages = usePages(path, { initial, keyOf })
  const { rows } = pages

  if (rows.length === 0) return <EmptyState icon={UserX} title={filtered ? t('nobodyFits') : t('nobody')} />
  return (
    <>
      <Table label={t('users')}>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th>{t('roles')}</Th>
            <Th>{t('groups')}</Th>
            <Th>{t('lastSeen')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <PersonLine key={person.id} person={person} />
          ))}
        </tbody>
      </Table>
      <ListFoot pages={pages} />
    </>
  )
}

function PersonLine({ person }: { person: PersonDetail }) {
  const t = useTranslations('admin')
  const roleName = useRoleName()
  return (
    <Tr>
      <Td className="max-w-72 min-w-52">
        <span className="flex items-center gap-2.5">
          <Avatar name={person.name} />
          <span className="min-w-0">
            <Link
              href={`/admin/users/${encodeURIComponent(person.id)}`}
              className="block truncate font-medium hover:underline"
              title={person.name}
            >
              {person.name}
            </Link>
            <span className="block truncate text-xs text-ink-faint" title={person.email}>
              {person.email}
            </span>
            {person.active && person.invitedAt ? (
              <Badge tone="waiting" icon={MailPlus} className="mt-1">
                {t('invited')}
              </Badge>
            ) : null}
          </span>
          {person.active ? null : <Badge tone="warning">{t('inactive')}</Badge>}
        </span>
      </Td>
      <Td className="min-w-36">
        {person.roles.map((grant) => (
          <span key={`${grant.role}@${grant.namespace ?? ''}`} className="block">
            {roleName(grant)}
            {grant.namespace ? <span className="text-ink-faint"> · {grant.namespace}</span> : null}
          </span>
        ))}
      </Td>
      <Td className="min-w-36 text-ink-soft">{person.groups.map((group) => group.name).join(', ') || '–'}</Td>
      <Td className="whitespace-nowrap text-ink-soft">
        {person.lastSeenAt ? <RelativeTime at={person.lastSeenAt} /> : t('never')}
      </Td>
    </Tr>
  )
}
