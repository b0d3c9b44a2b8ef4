'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Permission } from '#server/people/permissions.ts'
import type { RoleDetail } from '#server/roles/view.ts'
import { PermissionBoxes } from '#app/_tokens/permission-boxes.tsx'
import { permissionsOfRole, rolesPath } from './role-given.ts'

interface RoleFormProps {
  role?: RoleDetail
  held: readonly Permission[]
  onDone(): void
}

/** Name, description and permissions of a custom role. Deleting asks twice. */
export function RoleForm({ role, held, onDone }: RoleFormProps) {
  const t = useTranslations('rights')
  const client = useQueryClient()
  const [name, setName] = useState(role?.name ?? '')
  const [description, setDescription] = useState(role?.description ?? '')
  const [chosen, setChosen] = useState<Permission[]>(role ? permissionsOfRole(role) : [])
  const [pending, setPending] = useState<'save' | 'delete'>()
  const [sure, setSure] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const path = role ? `${rolesPath}/${encodeURIComponent(role.id)}` : rolesPath

  async function run(what: 'save' | 'delete') {
    setPending(what)
    setTrouble(undefined)
    try {
      if (what === 'delete') await send('DELETE', path)
      else await send(role ? 'PUT' : 'POST', path, { body: { name, description, permissions: chosen } })
      await client.invalidateQueries({ queryKey: [rolesPath] })
      toast('success', what === 'delete' ? t('roleDeleted', { name }) : t('roleSaved', { name }))
      onDone()
    } catch (error) {
      setTrouble(error)
      setPending(undefined)
      setSure(false)
    }
  }

  const details = trouble instanceof ApiError ? trouble.details : []
  const nameError = details.find((detail) => detail.path === 'name')?.message
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) void run('save')
      }}
      className="space-y-5"
    >
      <Field id="role-name" label={t('name')} required error={nameError}>
        <Input
          id="role-name"
          value={name}
          required
          maxLength={100}
          autoComplete="off"
          aria-invalid={nameError !== undefined || undefined}
          aria-describedby={nameError === undefined ? undefined : 'role-name-error'}
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      <Field id="role-description" label={t('description')}>
        <Input
          id="role-description"
          value={description}
          maxLength={1000}
          autoComplete="off"
          onChange={(event) => {
            setDescription(event.target.value)
          }}
        />
      </Field>
      <PermissionBoxes chosen={chosen} held={held} onChange={setChosen} />
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending === 'save'}>
          {t('save')}
        </Button>
        {role ? (
          <Button
            variant="danger"
            pending={pending === 'delete'}
            onClick={() => {
              if (sure) void run('delete')
              else setSure(true)
            }}
          >
            {sure ? t('reallyDelete') : t('deleteRole')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
