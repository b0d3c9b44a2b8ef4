'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'

interface NamedFormProps {
  /** What its fields are called among those of a page. */
  prefix: string
  /** REST path of all of them. */
  path: string
  /** Query key of the list that shows it. */
  shownIn: string
  /** REST path of the one that there is; absent: a new one. */
  own?: string
  initial: { name: string; description: string } | undefined
  /** What is sent beside name and description. */
  body(): object
  words: { saved(name: string): string; deleted(name: string): string; remove: string }
  onDone(): void
  /** The other fields. */
  children: ReactNode
}

/** A thing with a name, a description and rights: to add, to change, and to delete, which asks twice. */
export function NamedForm({
  prefix,
  path,
  shownIn,
  own,
  initial,
  body,
  words,
  onDone,
  children,
}: NamedFormProps) {
  const t = useTranslations('rights')
  const client = useQueryClient()
  const [name, setName] = useState(initial?.name ?? '')
  const [description, setDescription] = useState(initial?.description ?? '')
  const [pending, setPending] = useState<'save' | 'delete'>()
  const [sure, setSure] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function run(what: 'save' | 'delete') {
    setPending(what)
    setTrouble(undefined)
    try {
      if (what === 'delete') await send('DELETE', own ?? path)
      else await send(own ? 'PUT' : 'POST', own ?? path, { body: { name, description, ...body() } })
      await client.invalidateQueries({ queryKey: [shownIn] })
      toast('success', what === 'delete' ? words.deleted(name) : words.saved(name))
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
    <Form
      pending={pending !== undefined}
      onSubmit={() => {
        void run('save')
      }}
      className="space-y-5"
    >
      <Field id={`${prefix}-name`} label={t('name')} required error={nameError}>
        <Input
          id={`${prefix}-name`}
          value={name}
          required
          maxLength={100}
          autoComplete="off"
          aria-invalid={nameError !== undefined || undefined}
          aria-describedby={nameError === undefined ? undefined : `${prefix}-name-error`}
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      <Field id={`${prefix}-description`} label={t('description')}>
        <Input
          id={`${prefix}-description`}
          value={description}
          maxLength={1000}
          autoComplete="off"
          onChange={(event) => {
            setDescription(event.target.value)
          }}
        />
      </Field>
      {children}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending === 'save'}>
          {t('save')}
        </Button>
        {own ? (
          <Button
            variant="danger"
            pending={pending === 'delete'}
            onClick={() => {
              if (sure) void run('delete')
              else setSure(true)
            }}
          >
            {sure ? t('reallyDelete') : words.remove}
          </Button>
        ) : null}
      </div>
    </Form>
  )
}
