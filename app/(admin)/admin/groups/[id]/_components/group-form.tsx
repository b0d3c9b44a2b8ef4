'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { GroupDetail } from '#server/groups/view.ts'

/** What people call the group. Deleting asks twice, and says what follows. */
export function GroupForm({ group }: { group: GroupDetail }) {
  const t = useTranslations('rights')
  const router = useRouter()
  const [name, setName] = useState(group.name)
  const [description, setDescription] = useState(group.description)
  const [pending, setPending] = useState<'save' | 'delete'>()
  const [sure, setSure] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const path = `/groups/${encodeURIComponent(group.id)}`

  async function run(what: 'save' | 'delete') {
    setPending(what)
    setTrouble(undefined)
    try {
      if (what === 'delete') {
        await send('DELETE', path)
        toast('success', t('groupDeleted', { name }))
        router.push('/admin/groups')
      } else {
        await send('PUT', path, { body: { name: name.trim(), description } })
        toast('success', t('groupSaved', { name }))
        router.replace(`/admin/groups/${encodeURIComponent(group.id)}`)
      }
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(undefined)
      setSure(false)
    }
  }

  return (
    <Section id="about" title={t('about')}>
      <Card className="p-4">
        <Form
          pending={pending !== undefined}
          onSubmit={() => {
            void run('save')
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
          <Field id="group-description" label={t('description')}>
            <Input
              id="group-description"
              value={description}
              maxLength={1000}
              autoComplete="off"
              onChange={(event) => {
                setDescription(event.target.value)
              }}
            />
          </Field>
          {sure ? <p className="text-sm text-ink-soft">{t('deleteGroupText')}</p> : null}
          {trouble ? <TroubleNotice error={trouble} /> : null}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={pending === 'save'}>
              {t('save')}
            </Button>
            <Button
              variant="danger"
              pending={pending === 'delete'}
              onClick={() => {
                if (sure) void run('delete')
                else setSure(true)
              }}
            >
              {sure ? t('reallyDelete') : t('deleteGroup')}
            </Button>
          </div>
        </Form>
      </Card>
    </Section>
  )
}
