'use client'

import { UserX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { get } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { GroupDetail, PersonDetail } from '#server/people/view.ts'
import type { Page } from '#server/requests/view.ts'
import { EditPerson } from './edit-person.tsx'

interface PeopleProps {
  /** REST path of the first page. */
  path: string
  initial: Page<PersonDetail>
  groups: readonly GroupDetail[]
  viewerId: string
  filtered: boolean
}

export function People({ path, initial, groups, viewerId, filtered }: PeopleProps) {
  const t = useTranslations('admin')
  const common = useTranslations('common')
  const { data = initial } = useResource(path, { initial })
  const [more, setMore] = useState<Page<PersonDetail>[]>([])
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [edited, setEdited] = useState<PersonDetail>()
  const after = more.length > 0 ? more.at(-1)?.after : data.after
  const rows = [...data.results, ...more.flatMap((page) => page.results)]

  async function loadMore(cursor: string) {
    setPending(true)
    setTrouble(undefined)
    try {
      const page = await get<Page<PersonDetail>>(`${path}&after=${encodeURIComponent(cursor)}`)
      setMore([...more, page])
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  /** Pages that were loaded by hand are not asked again: the changed person is put in their place. */
  function changed(person: PersonDetail) {
    setEdited(person)
    setMore(
      more.map((page) => ({
        ...page,
        results: page.results.map((row) => (row.id === person.id ? person : row)),
      })),
    )
  }

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
            <Th className="relative">
              <span className="sr-only">{t('edit')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <PersonLine
              key={person.id}
              person={person}
              onEdit={() => {
                setEdited(person)
              }}
            />
          ))}
        </tbody>
      </Table>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-4 flex items-center justify-between gap-4 text-sm text-ink-faint">
        <span role="status">
          {t('shown', { shown: rows.length, total: Math.max(data.total, rows.length) })}
        </span>
        {after ? (
          <Button size="sm" pending={pending} onClick={() => void loadMore(after)}>
            {common('more')}
          </Button>
        ) : null}
      </div>
      <EditPerson
        person={edited}
        path={path}
        groups={groups}
        isViewer={edited?.id === viewerId}
        onChanged={changed}
        onClose={() => {
          setEdited(undefined)
        }}
      />
    </>
  )
}

function PersonLine({ person, onEdit }: { person: PersonDetail; onEdit(): void }) {
  const t = useTranslations('admin')
  const role = useTranslations('admin.roleNames')
  return (
    <Tr>
      <Td className="max-w-72 min-w-52">
        <span className="flex items-center gap-2.5">
          <Avatar name={person.name} />
          <span className="min-w-0">
            <span className="block truncate font-medium" title={person.name}>
              {person.name}
            </span>
            <span className="block truncate text-xs text-ink-faint" title={person.email}>
              {person.email}
            </span>
          </span>
          {person.active ? null : <Badge tone="warning">{t('inactive')}</Badge>}
        </span>
      </Td>
      <Td className="min-w-36">
        {person.roles.map((grant) => (
          <span key={`${grant.role}@${grant.namespace ?? ''}`} className="block">
            {role(grant.role)}
            {grant.namespace ? <span className="text-ink-faint"> · {grant.namespace}</span> : null}
          </span>
        ))}
      </Td>
      <Td className="min-w-36 text-ink-soft">{person.groups.map((group) => group.name).join(', ') || '–'}</Td>
      <Td className="whitespace-nowrap text-ink-soft">
        {person.lastSeenAt ? <RelativeTime at={person.lastSeenAt} /> : t('never')}
      </Td>
      <Td className="text-right">
        <Button size="sm" aria-label={t('editOf', { name: person.name })} onClick={onEdit}>
          {t('edit')}
        </Button>
      </Td>
    </Tr>
  )
}
