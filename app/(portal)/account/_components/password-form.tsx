'use client'

import { useTranslations } from 'next-intl'
import { useId, useRef, useState, type FormEvent } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'

export function PasswordForm() {
  const t = useTranslations('account')
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [errors, setErrors] = useState<Record<string, string>>({})

  async function change(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const body = { current: String(fields.get('current')), password: String(fields.get('password')) }
    setPending(true)
    setTrouble(undefined)
    setErrors({})
    try {
      await send('PUT', '/me/password', { body })
      form.current?.reset()
      toast('success', t('passwordChanged'))
    } catch (error) {
      const details = error instanceof ApiError ? error.details : []
      setErrors(Object.fromEntries(details.map((detail) => [detail.path ?? '', detail.message])))
      if (!details.some((detail) => detail.path === 'current' || detail.path === 'password'))
        setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  const fields = [
    { name: 'current', label: t('currentPassword'), autoComplete: 'current-password', help: undefined },
    { name: 'password', label: t('newPassword'), autoComplete: 'new-password', help: t('passwordHelp') },
  ]
  return (
    <Section id={`${id}title`} title={t('password')}>
      <Card className="p-4">
        <form ref={form} onSubmit={(event) => void change(event)} className="max-w-sm space-y-4">
          {fields.map(({ name, label, autoComplete, help }) => {
            const error = errors[name]
            return (
              <Field
                key={name}
                id={id + name}
                label={label}
                help={help}
                error={error ? `${label}: ${error}` : undefined}
              >
                <Input
                  id={id + name}
                  name={name}
                  type="password"
                  autoComplete={autoComplete}
                  required
                  maxLength={1000}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={describedBy(id + name, { help: Boolean(help), error: Boolean(error) })}
                />
              </Field>
            )
          })}
          {trouble ? <TroubleNotice error={trouble} /> : null}
          <Button type="submit" pending={pending}>
            {t('changePassword')}
          </Button>
        </form>
      </Card>
    </Section>
  )
}
