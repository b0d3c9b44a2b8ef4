'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { NewDialog } from '#components/ui/new-dialog.tsx'
import type { GroupDetail } from '#server/groups/view.ts'

export function NewGroup() {
  const t = useTranslations('rights')
  return (
    <NewDialog label={t('newGroup')}>
      <NewGroupForm />
    </NewDialog>
  )
}

/** The slug is what YAML names a group by, for good: it can be said, or is made from the name. */
function NewGroupForm() {
  const t = useTranslations('rights')
  const router = useRouter()
  const [name, setName] = useState('')
  const [slug, setSlug] = useState('')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function create() {
    setPending(true)
    setTrouble(undefined)
    try {
      const body = { name: name.trim(), ...(slug.trim() ? { slug: slug.trim() } : {}) }
      const { id } = await send<GroupDetail>('POST', '/groups', { body })
      router.push(`/admin/groups/${encodeURIComponent(id)}`)
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  const details = trouble instanceof ApiError ? trouble.details : []
  const slugError = details.find((detail) => detail.path === 'slug')?.message
  return (
    <Form
      pending={pending}
      onSubmit={() => {
        void create()
      }}
      className="space-y-5"
    >
      <Field id="group-name" label={t('name')} required>
        <Input
          id="group-name"
          value={name}
          required
          maxLength={200}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      <Field id="group-slug" label={t('slug')} help={t('slugHelp')} error={slugError}>
        <Input
          id="group-slug"
          value={slug}
          maxLength={60}
          autoCapitalize="off"
          spellCheck={false}
          className="font-mono"
          aria-invalid={slugError !== undefined || undefined}
          aria-describedby="group-slug-help"
          onChange={(event) => {
            setSlug(event.target.value)
          }}
        />
      </Field>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button type="submit" variant="primary" pending={pending}>
        {t('createGroup')}
      </Button>
    </Form>
  )
}
