'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { roles, type Role } from '#server/people/permissions.ts'
import type { GroupDetail, RoleGrant } from '#server/people/view.ts'

interface GrantsProps {
  roles: readonly RoleGrant[]
  /** Slugs. */
  slugs: readonly string[]
  groups: readonly GroupDetail[]
  onRoles(roles: RoleGrant[]): void
  onSlugs(slugs: string[]): void
}

/** Roles that hold everywhere, and groups. Roles for a namespace are shown and stay, unless they are taken away. */
export function Grants({ roles: granted, slugs, groups, onRoles, onSlugs }: GrantsProps) {
  const t = useTranslations('admin')
  const names = useTranslations('admin.roleNames')
  const texts = useTranslations('admin.roleTexts')
  const everywhere = (role: Role) => granted.some((grant) => grant.role === role && !grant.namespace)
  const narrowed = granted.filter((grant) => grant.namespace)
  return (
    <>
      <fieldset className="space-y-1">
        <legend className="mb-1 font-medium">{t('roles')}</legend>
        {roles.map((role) => (
          <Checkbox
            key={role}
            checked={everywhere(role)}
            onChange={(event) => {
              const others = granted.filter((grant) => grant.role !== role || grant.namespace)
              onRoles(event.target.checked ? [...others, { role }] : others)
            }}
            label={
              <>
                {names(role)} <span className="block text-sm text-ink-faint">{texts(role)}</span>
              </>
            }
          />
        ))}
        {narrowed.map((grant) => (
          <Checkbox
            key={`${grant.role}@${grant.namespace ?? ''}`}
            checked
            onChange={() => {
              onRoles(granted.filter((other) => other !== grant))
            }}
            label={`${names(grant.role)} · ${grant.namespace ?? ''}`}
          />
        ))}
      </fieldset>
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
