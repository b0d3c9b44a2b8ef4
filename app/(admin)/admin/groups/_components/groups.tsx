'use client'

import { SearchX, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { GroupSummary, PageOf } from '#server/groups/view.ts'

interface GroupsProps {
  /** REST path of the first page. */
  path: string
  initial: PageOf<GroupSummary>
  filtered: boolean
}

export function Groups({ path, initial, filtered }: GroupsProps) {
  const t = useTranslations('rights')
  const pages = usePages<GroupSummary>(path, { initial, keyOf: ({ id }) => id, by: 'page' })
  if (pages.rows.length === 0)
    return filtered ? (
      <EmptyState
        icon={SearchX}
        title={t('noGroupFits')}
        action={
          <Link href="/admin/groups" className={buttonStyle({})}>
            {t('showAllGroups')}
          </Link>
        }
      />
    ) : (
      <EmptyState icon={Users} title={t('noGroups')}>
        {t('noGroupsText')}
      </EmptyState>
    )
  return (
    <>
      <Table label={t('groups')}>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th>{t('slug')}</Th>
            <Th className="text-right">{t('members')}</Th>
          </tr>
        </thead>
        <tbody>
          {pages.rows.map((group) => (
            <Tr key={group.id}>
              <Td className="min-w-52">
                <Link
                  href={`/admin/groups/${encodeURIComponent(group.id)}`}
                  className="font-medium wrap-anywhere hover:underline"
                >
                  {group.name}
                </Link>
                <span className="block text-sm wrap-anywhere text-ink-faint">{group.description}</span>
              </Td>
              <Td className="font-mono text-xs">{group.slug}</Td>
              <Td className="text-right tabular-nums">{group.memberCount}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ListFoot pages={pages} />
    </>
  )
}
