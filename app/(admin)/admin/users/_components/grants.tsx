'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { GroupSummary } from '#server/groups/view.ts'
import type { RoleGrant } from '#server/people/view.ts'
import type { RoleChoice } from '#server/roles/grantable-roles.ts'
import { RoleGrants } from '../../../_components/role-grants.tsx'

interface GrantsProps {
  roles: readonly RoleGrant[]
  /** What the viewer may give. */
  choices: readonly RoleChoice[]
  /** Slugs. */
  slugs: readonly string[]
  groups: readonly GroupSummary[]
  onRoles(roles: RoleGrant[]): void
  onSlugs(slugs: string[]): void
}

/** Roles and groups of a person. */
export function Grants({ roles, choices, slugs, groups, onRoles, onSlugs }: GrantsProps) {
  const t = useTranslations('admin')
  return (
    <>
      <RoleGrants grants={roles} choices={choices} onChange={onRoles} />
      <fieldset className="space-y-1">
        <legend className="mb-1 font-medium">{t('groups')}</legend>
        {groups.length === 0 ? <p className="text-sm text-ink-faint">{t('noGroups')}</p> : null}
        {groups.map((group) => (
          <Checkbox
            key={group.id}
            checked={slugs.includes(group.slug)}
            onChange={(event) => {
              onSlugs(
                event.target.checked ? [...slugs, group.slug] : slugs.filter((slug) => slug !== group.slug),
              )
            }}
            label={group.name}
          />
        ))}
      </fieldset>
    </>
  )
}
