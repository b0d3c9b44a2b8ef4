'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { GroupSummary } from '#server/groups/view.ts'
import type { PersonDetail } from '#server/people/view.ts'
import type { RoleChoice } from '#server/roles/grantable-roles.ts'
import { grantBody } from '../../../_components/role-grants.tsx'
import { Access } from './access.tsx'
import { Grants } from './grants.tsx'

interface EditPersonProps {
  /** Absent: closed. */
  person: PersonDetail | undefined
  /** REST path of the list. */
  path: string
  groups: readonly GroupSummary[]
  choices: readonly RoleChoice[]
  /** The person edits themselves. */
  isViewer: boolean
  onChanged(person: PersonDetail): void
  onClose(): void
}

export function EditPerson({ person, onClose, ...rest }: EditPersonProps) {
  const common = useTranslations('common')
  return (
    <Dialog
      kind="drawer"
      open={person !== undefined}
      title={person?.name ?? ''}
      closeLabel={common('close')}
      className="overflow-y-auto"
      onClose={onClose}
    >
      {person ? <PersonForm key={person.id} person={person} onClose={onClose} {...rest} /> : null}
    </Dialog>
  )
}

interface PersonFormProps extends Omit<EditPersonProps, 'person'> {
  person: PersonDetail
}

function PersonForm({ person, path, groups, choices, isViewer, onChanged, onClose }: PersonFormProps) {
  const t = useTranslations('admin')
  const client = useQueryClient()
  const [name, setName] = useState(person.name)
  const [roles, setRoles] = useState(person.roles)
  const [slugs, setSlugs] = useState(person.groups.map((group) => group.slug))
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function save() {
    setPending(true)
    setTrouble(undefined)
    try {
      onChanged(
        await send<PersonDetail>('PATCH', `/users/${encodeURIComponent(person.id)}`, {
          body: { name, roles: roles.map(grantBody), groups: slugs },
        }),
      )
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', t('saved'))
      onClose()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="space-y-8">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) void save()
        }}
        className="space-y-5"
      >
        <p className="text-sm wrap-anywhere text-ink-soft">{person.email}</p>
        <Field id="person-name" label={t('name')} required>
          <Input
            id="person-name"
            value={name}
            required
            maxLength={200}
            onChange={(event) => {
              setName(event.target.value)
            }}
          />
        </Field>
        <Grants
          roles={roles}
          choices={choices}
          slugs={slugs}
          groups={groups}
          onRoles={setRoles}
          onSlugs={setSlugs}
        />
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <Button type="submit" variant="primary" pending={pending}>
          {t('save')}
        </Button>
      </form>
      <Access person={person} path={path} isViewer={isViewer} onChanged={onChanged} />
    </div>
  )
}
