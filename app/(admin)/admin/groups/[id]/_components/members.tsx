'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { ListFoot } from '#components/live/list-foot.tsx'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import type { GroupMember, PageOf } from '#server/groups/view.ts'
import { PersonPicker } from '../../../../_components/person-picker.tsx'

interface MembersProps {
  groupId: string
  initial: PageOf<GroupMember>
  size: number
  mayManage: boolean
}

/** Who is in the group, owners first; people are put in and taken out here. */
export function Members({ groupId, initial, size, mayManage }: MembersProps) {
  const t = useTranslations('rights')
  const client = useQueryClient()
  const base = `/groups/${encodeURIComponent(groupId)}`
  const path = `${base}/members?size=${String(size)}`
  const pages = usePages<GroupMember>(path, { initial, keyOf: ({ id }) => id, by: 'page' })
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function run(what: string, act: () => Promise<unknown>) {
    setPending(what)
    setTrouble(undefined)
    try {
      await act()
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(undefined)
    }
  }
  const member = (id: string) => `${base}/members/${encodeURIComponent(id)}`
  const isOwner = ({ groups }: GroupMember) => groups[0]?.membership === 'OWNER'

  return (
    <Section id="members" title={t('members')}>
      {mayManage ? (
        <PersonPicker
          path={`${base}/candidates`}
          label={t('addMember')}
          onPick={(person) => {
            void run(person.id, () => send('PUT', member(person.id), { body: { owner: false } }))
          }}
        />
      ) : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {pages.rows.length === 0 ? <p className="text-sm text-ink-faint">{t('noMembers')}</p> : null}
      {pages.rows.length > 0 ? (
        <Card>
          <ul aria-label={t('members')} className="divide-y">
            {pages.rows.map((row) => (
              <li key={row.id} className="flex items-center gap-3 px-4 py-2.5 max-sm:flex-wrap">
                <Avatar name={row.displayName} />
                <span className="min-w-0 flex-1">
                  <span className="flex items-center gap-2">
                    <span className="truncate">{row.displayName}</span>
                    {isOwner(row) ? <Badge tone="accent">{t('owner')}</Badge> : null}
                    {row.serviceAccount ? <Badge>{t('account')}</Badge> : null}
                    {row.groups.some(({ external }) => external) ? <Badge>{t('byProvider')}</Badge> : null}
                    {row.active ? null : <Badge tone="warning">{t('inactive')}</Badge>}
                  </span>
                  {row.serviceAccount ? null : (
                    <span className="block truncate text-xs text-ink-faint">{row.username}</span>
                  )}
                </span>
                {mayManage ? (
                  <span className="flex gap-2">
                    {row.serviceAccount ? null : (
                      <Button
                        size="sm"
                        pending={pending === `owner ${row.id}`}
                        aria-label={t(isOwner(row) ? 'noOwnerOf' : 'makeOwnerOf', { name: row.displayName })}
                        onClick={() =>
                          void run(`owner ${row.id}`, () =>
                            send('PUT', member(row.id), { body: { owner: !isOwner(row) } }),
                          )
                        }
                      >
                        {isOwner(row) ? t('noOwner') : t('makeOwner')}
                      </Button>
                    )}
                    <Button
                      size="sm"
                      variant="danger"
                      pending={pending === row.id}
                      aria-label={t('removeMember', { name: row.displayName })}
                      onClick={() => void run(row.id, () => send('DELETE', member(row.id)))}
                    >
                      {t('remove')}
                    </Button>
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <ListFoot pages={pages} />
    </Section>
  )
}
