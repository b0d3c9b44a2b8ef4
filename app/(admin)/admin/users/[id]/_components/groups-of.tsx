'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Select } from '#components/ui/select.tsx'
import type { GroupSummary } from '#server/groups/view.ts'
import type { PersonDetail } from '#server/people/view.ts'

interface GroupsOfProps {
  person: PersonDetail
  groups: readonly GroupSummary[]
  mayWrite: boolean
}

/** The groups of a person: to put them in, and to take them out. */
export function GroupsOf({ person, groups, mayWrite }: GroupsOfProps) {
  const t = useTranslations('rights')
  const client = useQueryClient()
  const path = `/users/${encodeURIComponent(person.id)}`
  const { data = person } = useResource<PersonDetail>(path, { initial: person })
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()
  const others = groups.filter(({ id }) => !data.groups.some((group) => group.id === id))

  async function change(method: 'PUT' | 'DELETE', groupId: string) {
    setPending(groupId)
    setTrouble(undefined)
    try {
      const body = method === 'PUT' ? { owner: false } : undefined
      await send(method, `/groups/${encodeURIComponent(groupId)}/members/${encodeURIComponent(person.id)}`, {
        body,
      })
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(undefined)
    }
  }

  return (
    <Section id="groups" title={t('groups')}>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {data.groups.length === 0 ? <p className="text-sm text-ink-faint">{t('inNoGroup')}</p> : null}
      {data.groups.length > 0 ? (
        <Card>
          <ul aria-label={t('groups')} className="divide-y">
            {data.groups.map((group) => (
              <li key={group.id} className="flex items-center gap-3 px-4 py-2">
                <span className="flex min-w-0 flex-1 items-center gap-2">
                  <Link
                    href={`/admin/groups/${encodeURIComponent(group.id)}`}
                    className="truncate hover:underline"
                  >
                    {group.name}
                  </Link>
                  {group.owner ? <Badge tone="accent">{t('owner')}</Badge> : null}
                </span>
                {mayWrite ? (
                  <Button
                    size="sm"
                    variant="danger"
                    pending={pending === group.id}
                    aria-label={t('removeFrom', { name: group.name })}
                    onClick={() => void change('DELETE', group.id)}
                  >
                    {t('remove')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {mayWrite && others.length > 0 ? (
        <Select
          aria-label={t('putInto')}
          value=""
          className="w-72 max-sm:w-full"
          onChange={(event) => {
            if (event.target.value) void change('PUT', event.target.value)
          }}
        >
          <option value="">{t('putInto')}</option>
          {others.map((group) => (
            <option key={group.id} value={group.id}>
              {group.name}
            </option>
          ))}
        </Select>
      ) : null}
    </Section>
  )
}
