'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Permission } from '#server/people/permissions.ts'
import type { RoleDetail } from '#server/roles/view.ts'
import { useRoleName } from '../../../_components/use-role-name.ts'
import { Holders } from './holders.tsx'
import { permissionsOfRole } from './role-given.ts'
import { RoleForm } from './role-form.tsx'

interface RoleDrawerProps {
  /** Absent: a new one. */
  role?: RoleDetail
  /** What the viewer holds everywhere. */
  held: readonly Permission[]
  mayWrite: boolean
  /** Whether the viewer may see who has it. */
  mayBind: boolean
  onClose(): void
}

/** A role: what it holds, to look at or to change, and who has it. */
export default function RoleDrawer({ role, held, mayWrite, mayBind, onClose }: RoleDrawerProps) {
  const t = useTranslations('rights')
  const common = useTranslations('common')
  const nameOf = useRoleName()
  const fixed = role?.isManaged ?? false
  return (
    <Dialog
      kind="drawer"
      open
      title={role ? nameOf({ role: role.id, name: role.name }) : t('newRole')}
      closeLabel={common('close')}
      className="overflow-y-auto"
      onClose={onClose}
    >
      <div className="space-y-8">
        {fixed || !mayWrite ? (
          <div className="space-y-3">
            {fixed ? (
              <Notice tone="info">
                <p>{t('readyText')}</p>
              </Notice>
            ) : null}
            <ul className="columns-2 font-mono text-xs leading-6 max-sm:columns-1">
              {role
                ? permissionsOfRole(role).map((permission) => <li key={permission}>{permission}</li>)
                : null}
            </ul>
          </div>
        ) : (
          <RoleForm role={role} held={held} onDone={onClose} />
        )}
        {role && mayBind ? <Holders roleId={role.id} /> : null}
      </div>
    </Dialog>
  )
}
