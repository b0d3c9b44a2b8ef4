'use client'

import { SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { Permission } from '#server/people/permissions.ts'
import { isReadyRole } from '#server/people/ready-roles.ts'
import type { RoleDetail } from '#server/roles/view.ts'
import { useRoleName } from '../../../_components/use-role-name.ts'
import { Matrix } from './matrix.tsx'
import { rolesPath } from './role-given.ts'

const RoleDrawer = dynamic(() => import('./role-drawer.tsx'), { ssr: false })

interface RolesProps {
  initial: RoleDetail[]
  /** What the list is searched for. */
  q: string
  held: readonly Permission[]
  mayWrite: boolean
  mayBind: boolean
}

/** Ready and custom roles, and the matrix of what they hold. */
export function Roles({ initial, q, held, mayWrite, mayBind }: RolesProps) {
  const t = useTranslations('rights')
  const texts = useTranslations('admin.roleTexts')
  const nameOf = useRoleName()
  const { data: all = initial } = useResource(rolesPath, { initial })
  const [shownId, setShownId] = useState<string>()
  const textOf = ({ id, description }: RoleDetail) => (isReadyRole(id) ? texts(id) : description)
  const roles = all.filter((role) =>
    `${nameOf({ role: role.id, name: role.name })}\n${textOf(role)}`.toLowerCase().includes(q.toLowerCase()),
  )
  const shown = all.find(({ id }) => id === shownId)

  if (roles.length === 0)
    return (
      <EmptyState
        icon={SearchX}
        title={t('noRoleFits')}
        action={
          <Link href="/admin/roles" className={buttonStyle({})}>
            {t('showAllRoles')}
          </Link>
        }
      />
    )
  return (
    <div className="space-y-8">
      <Table label={t('rolesTable')}>
        <thead>
          <tr>
            <Th>{t('role')}</Th>
            <Th className="text-right">{t('permissions')}</Th>
            <Th className="text-right">{t('given')}</Th>
            <Th className="relative">
              <span className="sr-only">{t('open')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {roles.map((role) => {
            const name = nameOf({ role: role.id, name: role.name })
            return (
              <Tr key={role.id}>
                <Td className="min-w-60">
                  <span className="flex items-center gap-2 font-medium">
                    <span className="wrap-anywhere">{name}</span>
                    {role.isManaged ? <Badge>{t('ready')}</Badge> : null}
                  </span>
                  <span className="block text-sm text-ink-faint wrap-anywhere">{textOf(role)}</span>
                </Td>
                <Td className="text-right tabular-nums">{role.permissionCount}</Td>
                <Td className="text-right tabular-nums">{role.bindingCount}</Td>
                <Td className="text-right">
                  <Button
                    size="sm"
                    aria-label={t('openRole', { name })}
                    onClick={() => {
                      setShownId(role.id)
                    }}
                  >
                    {t('open')}
                  </Button>
                </Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
      <Section id="matrix" title={t('matrix')}>
        <Matrix roles={roles} />
      </Section>
      {shown ? (
        <RoleDrawer
          key={shown.id}
          role={shown}
          held={held}
          mayWrite={mayWrite}
          mayBind={mayBind}
          onClose={() => {
            setShownId(undefined)
          }}
        />
      ) : null}
    </div>
  )
}
