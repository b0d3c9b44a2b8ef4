'use client'

import { useQueryClient } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { GroupSummary } from '#server/groups/view.ts'
import type { PersonDetail, RoleGrant } from '#server/people/view.ts'
import type { RoleChoice } from '#server/roles/grantable-roles.ts'
import { grantBody } from '../../../_components/role-grants.tsx'
import { Grants } from './grants.tsx'
import { PasswordOnce } from './password-once.tsx'
import { WayIn } from './way-in.tsx'

interface CreatePersonProps {
  /** REST path of the list that shows the new person. */
  path: string
  groups: readonly GroupSummary[]
  choices: readonly RoleChoice[]
  /** Whether mail is sent: then people are invited by it. */
  mail: boolean
}

export function CreatePerson(props: CreatePersonProps) {
  const t = useTranslations('admin')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="primary"
        onClick={() => {
          setOpen(true)
        }}
      >
        <UserPlus aria-hidden />
        {t('create')}
      </Button>
      <Dialog
        kind="drawer"
        open={open}
        title={t('create')}
        closeLabel={common('close')}
        className="overflow-y-auto"
        onClose={() => {
          setOpen(false)
        }}
      >
        <NewPerson
          {...props}
          onDone={() => {
            setOpen(false)
          }}
        />
      </Dialog>
    </>
  )
}

function NewPerson({ path, groups, choices, mail, onDone }: CreatePersonProps & { onDone(): void }) {
  const t = useTranslations('admin')
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<RoleGrant[]>(
    choices.some(({ id }) => id === 'requester') ? [{ role: 'requester' }] : [],
  )
  const [slugs, setSlugs] = useState<string[]>([])
  const [invite, setInvite] = useState(mail)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [made, setMade] = useState<PersonDetail & { password?: string }>()

  async function create() {
    setPending(true)
    setTrouble(undefined)
    try {
      setMade(
        await send('POST', '/users', {
          body: { name, email, roles: roles.map(grantBody), groups: slugs, invite },
        }),
      )
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  if (made)
    return (
      <div className="space-y-4">
        {made.password === undefined ? (
          <Notice tone="success" role="status" title={t('invitationSent', { email: made.email })}>
            <p>{t('invitationSentText')}</p>
          </Notice>
        ) : (
          <PasswordOnce email={made.email} password={made.password} />
        )}
        <Button onClick={onDone}>{t('done')}</Button>
      </div>
    )
  const details = trouble instanceof ApiError ? trouble.details : []
  const emailError = details.find((detail) => detail.path?.endsWith('email'))?.message
  return (
    <Form
      pending={pending}
      onSubmit={() => {
        void create()
      }}
      className="space-y-5"
    >
      <Field id="new-name" label={t('name')} required>
        <Input
          id="new-name"
          value={name}
          required
          maxLength={200}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      <Field id="new-email" label={t('email')} required error={emailError}>
        <Input
          id="new-email"
          type="email"
          value={email}
          required
          maxLength={320}
          autoComplete="off"
          aria-invalid={emailError !== undefined || undefined}
          aria-describedby={emailError === undefined ? undefined : 'new-email-error'}
          onChange={(event) => {
            setEmail(event.target.value)
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
      {mail ? <WayIn invite={invite} onChange={setInvite} /> : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button type="submit" variant="primary" pending={pending}>
        {t('create')}
      </Button>
    </Form>
  )
}
