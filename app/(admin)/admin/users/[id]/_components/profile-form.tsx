'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { PersonDetail } from '#server/people/view.ts'
import { PersonPicker } from '../../../../_components/person-picker.tsx'

const fields = ['name', 'email', 'timeZone', 'language'] as const

/** Who a person is, and who their manager is. */
export function ProfileForm({ person, mayWrite }: { person: PersonDetail; mayWrite: boolean }) {
  const t = useTranslations('rights')
  const router = useRouter()
  const [values, setValues] = useState({
    name: person.name,
    email: person.email,
    timeZone: person.timeZone,
    language: person.language,
  })
  const [manager, setManager] = useState(person.manager)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function save() {
    setPending(true)
    setTrouble(undefined)
    try {
      const body = { ...values, managerId: manager?.id ?? null }
      await send('PATCH', `/users/${encodeURIComponent(person.id)}`, { body })
      toast('success', t('personSaved', { name: values.name }))
      router.replace(`/admin/users/${encodeURIComponent(person.id)}`)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  const details = trouble instanceof ApiError ? trouble.details : []
  const errorOf = (name: string) => details.find((detail) => detail.path === name)?.message
  return (
    <Section id="profile" title={t('profile')}>
      <Card className="p-4">
        <Form
          pending={pending}
          onSubmit={() => {
            void save()
          }}
          className="space-y-5"
        >
          <div className="grid gap-5 sm:grid-cols-2">
            {fields.map((name) => {
              const error = errorOf(name)
              const id = `person-${name}`
              return (
                <Field key={name} id={id} label={t(name)} required error={error}>
                  <Input
                    id={id}
                    value={values[name]}
                    required
                    readOnly={!mayWrite}
                    maxLength={320}
                    autoComplete="off"
                    aria-invalid={error !== undefined || undefined}
                    aria-describedby={error === undefined ? undefined : `${id}-error`}
                    onChange={(event) => {
                      setValues({ ...values, [name]: event.target.value })
                    }}
                  />
                </Field>
              )
            })}
          </div>
          <Field id="person-manager" kind="group" label={t('manager')} error={errorOf('managerId')}>
            <p className="flex min-h-8 items-center gap-2">
              {manager ? manager.name : <span className="text-ink-faint">{t('noManager')}</span>}
              {manager && mayWrite ? (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={t('takeManager')}
                  onClick={() => {
                    setManager(undefined)
                  }}
                >
                  <X aria-hidden />
                </Button>
              ) : null}
            </p>
            {mayWrite ? (
              <PersonPicker
                path="/users?size=10&active=true"
                label={t('chooseManager')}
                onPick={({ id, name }) => {
                  setManager({ id, name })
                }}
              />
            ) : null}
          </Field>
          {trouble ? <TroubleNotice error={trouble} /> : null}
          {mayWrite ? (
            <Button type="submit" variant="primary" pending={pending}>
              {t('save')}
            </Button>
          ) : null}
        </Form>
      </Card>
    </Section>
  )
}
