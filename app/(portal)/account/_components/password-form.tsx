'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { NewPassword } from '#app/_password/new-password.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'

interface PasswordFormProps {
  about: { email: string; name: string }
  hasPassword: boolean
}

/** To change one's password, or, for who signs in by another place, to set one. */
export function PasswordForm({ about, hasPassword }: PasswordFormProps) {
  const t = useTranslations('account')
  const id = useId()
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [round, setRound] = useState(0)
  const [errors, setErrors] = useState<Record<string, string>>({})

  async function change(form: HTMLFormElement) {
    const fields = new FormData(form)
    const body = { current: String(fields.get('current') ?? ''), password: String(fields.get('password')) }
    setPending(true)
    setTrouble(undefined)
    setErrors({})
    try {
      await send('PUT', '/me/password', { body })
      form.reset()
      setRound((before) => before + 1)
      toast('success', t('passwordChanged'))
      if (!hasPassword) router.replace('/account')
    } catch (error) {
      const details = error instanceof ApiError ? error.details : []
      setErrors(Object.fromEntries(details.map((detail) => [detail.path ?? '', detail.message])))
      if (!details.some((detail) => detail.path === 'current' || detail.path === 'password'))
        setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  const wrong = (name: string, label: string) => {
    const error = errors[name]
    return error ? `${label}: ${error}` : undefined
  }
  const currentId = `${id}current`
  const currentError = wrong('current', t('currentPassword'))
  return (
    <Section id={`${id}title`} title={t('password')}>
      <Card className="p-4">
        <Form onSubmit={(form) => void change(form)} className="max-w-sm space-y-4">
          {hasPassword ? (
            <Field id={currentId} label={t('currentPassword')} error={currentError}>
              <Input
                id={currentId}
                name="current"
                type="password"
                autoComplete="current-password"
                required
                maxLength={1000}
                aria-invalid={currentError ? true : undefined}
                aria-describedby={describedBy(currentId, { help: false, error: Boolean(currentError) })}
              />
            </Field>
          ) : (
            <p className="text-sm text-ink-soft">{t('noPassword')}</p>
          )}
          <NewPassword
            key={round}
            id={`${id}password`}
            label={t('newPassword')}
            help={t('passwordHelp')}
            error={wrong('password', t('newPassword'))}
            about={about}
          />
          {trouble ? <TroubleNotice error={trouble} /> : null}
          <Button type="submit" pending={pending}>
            {hasPassword ? t('changePassword') : t('setPassword')}
          </Button>
        </Form>
      </Card>
    </Section>
  )
}
