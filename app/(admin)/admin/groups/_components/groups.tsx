'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Input } from '#components/ui/input.tsx'
import type { GroupDetail } from '#server/people/view.ts'

const path = '/groups'

export function Groups({ initial }: { initial: GroupDetail[] }) {
  const t = useTranslations('admin')
  const { data = initial } = useResource(path, { initial })
  return (
    <div className="space-y-4">
      <NewGroup />
      {data.length === 0 ? <EmptyState icon={Users} title={t('noGroups')} /> : null}
      <ul className="grid items-start gap-4 md:grid-cols-2">
        {data.map((group) => (
          <li key={group.id}>
            <Card>
              <div className="flex items-baseline justify-between gap-3 border-b px-4 py-2.5">
                <h2 className="min-w-0 text-base font-semibold wrap-anywhere">{group.name}</h2>
                <span className="shrink-0 font-mono text-xs text-ink-faint">{group.slug}</span>
              </div>
              {group.members.length === 0 ? (
                <p className="px-4 py-3 text-sm text-ink-faint">{t('noMembers')}</p>
              ) : (
                <ul className="py-1.5">
                  {group.members.map((member) => (
                    <li key={member.id} className="flex items-center gap-2.5 px-4 py-1.5">
                      <Avatar name={member.name} />
                      <span className="min-w-0 flex-1">
                        <span className="block truncate">{member.name}</span>
                        <span className="block truncate text-xs text-ink-faint">{member.email}</span>
                      </span>
                      {member.owner ? <Badge>{t('owner')}</Badge> : null}
                    </li>
                  ))}
                </ul>
              )}
            </Card>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The slug is what YAML names a group by, so it is the author's own choice. */
function NewGroup() {
  const t = useTranslations('admin')
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [slug, setSlug] = useState('')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function create() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('POST', path, { body: { name: name.trim(), slug: slug.trim() } })
      setName('')
      setSlug('')
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending && name.trim() && slug.trim()) void create()
        }}
        className="flex flex-wrap gap-2"
      >
        <Input
          aria-label={t('groupName')}
          placeholder={t('groupName')}
          value={name}
          maxLength={200}
          onChange={(event) => {
            setName(event.target.value)
          }}
          className="max-w-60 max-sm:max-w-none"
        />
        <Input
          aria-label={t('slug')}
          placeholder={t('slug')}
          value={slug}
          maxLength={60}
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => {
            setSlug(event.target.value)
          }}
          className="max-w-60 font-mono max-sm:max-w-none"
        />
        <Button type="submit" pending={pending} className="max-sm:w-full">
          {t('createGroup')}
        </Button>
      </form>
      {trouble ? <TroubleNotice error={trouble} /> : null}
    </>
  )
}
