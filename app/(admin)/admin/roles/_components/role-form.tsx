'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Permission } from '#server/people/permissions.ts'
import type { RoleDetail } from '#server/roles/view.ts'
import { PermissionBoxes } from '#app/_tokens/permission-boxes.tsx'
import { NamedForm } from '../../../_components/named-form.tsx'
import { permissionsOfRole, rolesPath } from './role-given.ts'

interface RoleFormProps {
  role?: RoleDetail
  held: readonly Permission[]
  onDone(): void
}

/** Name, description and permissions of a custom role. */
export function RoleForm({ role, held, onDone }: RoleFormProps) {
  const t = useTranslations('rights')
  const [chosen, setChosen] = useState<Permission[]>(role ? permissionsOfRole(role) : [])
  return (
    <NamedForm
      prefix="role"
      path={rolesPath}
      shownIn={rolesPath}
      own={role && `${rolesPath}/${encodeURIComponent(role.id)}`}
      initial={role}
      body={() => ({ permissions: chosen })}
      words={{
        saved: (name) => t('roleSaved', { name }),
        deleted: (name) => t('roleDeleted', { name }),
        remove: t('deleteRole'),
      }}
      onDone={onDone}
    >
      <PermissionBoxes chosen={chosen} held={held} onChange={setChosen} />
    </NamedForm>
  )
}
