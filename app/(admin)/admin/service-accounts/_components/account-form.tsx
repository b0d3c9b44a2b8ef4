'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { RoleChoice } from '#server/roles/grantable-roles.ts'
import type { ServiceAccount } from '#server/service-accounts/view.ts'
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

/** Name, purpose and rights of a service account. Deleting asks twice. */
export function AccountForm({ account, path, groups, choices, onDone }: AccountFormProps) {
  const t = useTranslations('rights')
  const client = useQueryClient()
  const [name, setName] = useState(account?.name ?? '')
  const [description, setDescription] = useState(account?.description ?? '')
  const [roles, setRoles] = useState(account?.roles ?? [])
  const [groupIds, setGroupIds] = useState(account?.groups.map(({ id }) => id) ?? [])
  const [pending, setPending] = useState<'save' | 'delete'>()
  const [sure, setSure] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function run(what: 'save' | 'delete') {
    setPending(what)
    setTrouble(undefined)
    const url = account ? `/service-accounts/${encodeURIComponent(account.id)}` : '/service-accounts'
    const rights = { roles: roles.map(grantBody), groups: groupIds.map((id) => ({ id })) }
    try {
      if (what === 'delete') await send('DELETE', url)
      else await send(account ? 'PUT' : 'POST', url, { body: { name, description, ...rights } })
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', what === 'delete' ? t('accountDeleted', { name }) : t('accountSaved', { name }))
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
      <Field id="account-name" label={t('name')} required error={nameError}>
        <Input
          id="account-name"
          value={name}
          required
          maxLength={100}
          autoComplete="off"
          aria-invalid={nameError !== undefined || undefined}
          aria-describedby={nameError === undefined ? undefined : 'account-name-error'}
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      <Field id="account-description" label={t('description')}>
        <Input
          id="account-description"
          value={description}
          maxLength={1000}
          autoComplete="off"
          onChange={(event) => {
            setDescription(event.target.value)
          }}
        />
      </Field>
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
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending === 'save'}>
          {t('save')}
        </Button>
        {account ? (
          <Button
            variant="danger"
            pending={pending === 'delete'}
            onClick={() => {
              if (sure) void run('delete')
              else setSure(true)
            }}
          >
            {sure ? t('reallyDelete') : t('deleteAccount')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
