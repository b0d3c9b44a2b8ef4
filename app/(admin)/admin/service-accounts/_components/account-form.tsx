'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { RoleChoice } from '#server/roles/grantable-roles.ts'
import type { ServiceAccount } from '#server/service-accounts/view.ts'
import { NamedForm } from '../../../_components/named-form.tsx'
import { grantBody, RoleGrants } from '../../../_components/role-grants.tsx'

/** What a form of a service account chooses from. */
export interface AccountFormChoices {
  /** REST path of the list. */
  path: string
  groups: readonly { id: string; name: string }[]
  choices: readonly RoleChoice[]
}

interface AccountFormProps extends AccountFormChoices {
  /** Absent: a new one. */
  account?: ServiceAccount
  onDone(): void
}

/** Name, purpose and rights of a service account. */
export function AccountForm({ account, path, groups, choices, onDone }: AccountFormProps) {
  const t = useTranslations('rights')
  const [roles, setRoles] = useState(account?.roles ?? [])
  const [groupIds, setGroupIds] = useState(account?.groups.map(({ id }) => id) ?? [])
  return (
    <NamedForm
      prefix="account"
      path="/service-accounts"
      shownIn={path}
      own={account && `/service-accounts/${encodeURIComponent(account.id)}`}
      initial={account}
      body={() => ({ roles: roles.map(grantBody), groups: groupIds.map((id) => ({ id })) })}
      words={{
        saved: (name) => t('accountSaved', { name }),
        deleted: (name) => t('accountDeleted', { name }),
        remove: t('deleteAccount'),
      }}
      onDone={onDone}
    >
      <RoleGrants grants={roles} choices={choices} onChange={setRoles} />
      <fieldset className="space-y-1">
        <legend className="mb-1 font-medium">{t('groups')}</legend>
        {groups.length === 0 ? <p className="text-sm text-ink-faint">{t('noGroups')}</p> : null}
        {groups.map((group) => (
          <Checkbox
            key={group.id}
            checked={groupIds.includes(group.id)}
            label={group.name}
            onChange={(event) => {
              setGroupIds(
                event.target.checked ? [...groupIds, group.id] : groupIds.filter((id) => id !== group.id),
              )
            }}
          />
        ))}
      </fieldset>
    </NamedForm>
  )
}
