'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { RoleGrant } from '#server/people/view.ts'
import type { RoleChoice } from '#server/roles/grantable-roles.ts'
import { useRoleName } from './use-role-name.ts'

interface RoleGrantsProps {
  grants: readonly RoleGrant[]
  /** What the viewer may give. */
  choices: readonly RoleChoice[]
  onChange(grants: RoleGrant[]): void
}

/** Roles that somebody has, each with where it holds: everywhere, or in a namespace and below. */
export function RoleGrants({ grants, choices, onChange }: RoleGrantsProps) {
  const t = useTranslations('rights')
  const nameOf = useRoleName()
  const put = (index: number, namespace: string) => {
    onChange(
      grants.map((grant, at) =>
        at === index ? { role: grant.role, name: grant.name, ...(namespace ? { namespace } : {}) } : grant,
      ),
    )
  }
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 font-medium">{t('roles')}</legend>
      {grants.length === 0 ? <p className="text-sm text-ink-faint">{t('noRoles')}</p> : null}
      <ul className="space-y-2">
        {grants.map((grant, index) => {
          const name = nameOf(grant)
          return (
            <li key={`${grant.role}-${String(index)}`} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
              <span className="w-44 shrink-0">
                <Input
                  aria-label={t('where', { name })}
                  placeholder={t('everywhere')}
                  title={t('whereHelp')}
                  value={grant.namespace ?? ''}
                  maxLength={150}
                  autoCapitalize="off"
                  spellCheck={false}
                  className="font-mono text-sm"
                  onChange={(event) => {
                    put(index, event.target.value.trim())
                  }}
                />
              </span>
              <Button
                variant="ghost"
                size="icon"
                aria-label={t('takeRole', { name })}
                onClick={() => {
                  onChange(grants.filter((_, at) => at !== index))
                }}
              >
                <X aria-hidden />
              </Button>
            </li>
          )
        })}
      </ul>
      {choices.length > 0 ? (
        <Select
          aria-label={t('giveRole')}
          value=""
          onChange={(event) => {
            const choice = choices.find(({ id }) => id === event.target.value)
            if (choice) onChange([...grants, { role: choice.id, name: choice.name }])
          }}
        >
          <option value="">{t('giveRole')}</option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {nameOf({ role: choice.id, name: choice.name })}
            </option>
          ))}
        </Select>
      ) : null}
      <p className="text-sm text-ink-faint">{t('whereHelp')}</p>
    </fieldset>
  )
}

/** What the API takes of a grant. */
export function grantBody({ role, namespace }: RoleGrant): { role: string; namespace?: string } {
  return namespace === undefined ? { role } : { role, namespace }
}
