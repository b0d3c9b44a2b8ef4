import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Table, Th, Tr } from '#components/ui/table.tsx'
import type { RoleDetail } from '#server/roles/view.ts'
import { useRoleName } from '../../../_components/use-role-name.ts'
import { byResource } from './role-given.ts'

/** Permissions down, roles across: a tick where the role holds it. */
export function Matrix({ roles }: { roles: readonly RoleDetail[] }) {
  const t = useTranslations('rights')
  const nameOf = useRoleName()
  return (
    <Table label={t('matrix')}>
      <thead>
        <tr>
          <Th className="sticky left-0 bg-surface">{t('permission')}</Th>
          {roles.map((role) => (
            <Th key={role.id} className="text-center">
              {nameOf({ role: role.id, name: role.name })}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byResource.map(({ resource, permissions }) => (
          <Fragment key={resource}>
            {permissions.map((permission) => {
              const verb = permission.slice(resource.length + 1)
              return (
                <Tr key={permission}>
                  <th
                    scope="row"
                    className="sticky left-0 h-8 bg-surface px-3 text-left font-mono text-xs font-normal whitespace-nowrap"
                  >
                    {permission}
                  </th>
                  {roles.map((role) => (
                    <td key={role.id} className="px-3 text-center">
                      {role.permissions[resource]?.includes(verb) ? (
                        <>
                          <Check aria-hidden className="mx-auto size-4 text-success-strong" />
                          <span className="sr-only">{t('holds')}</span>
                        </>
                      ) : (
                        <span className="sr-only">{t('lacks')}</span>
                      )}
                    </td>
                  ))}
                </Tr>
              )
            })}
          </Fragment>
        ))}
      </tbody>
    </Table>
  )
}
