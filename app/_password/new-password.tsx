'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { faultOf, strengthOf, type PasswordStrength } from '#server/people/password-strength.ts'

interface NewPasswordProps {
  id: string
  label: string
  help?: string
  error?: string
  /** Whom it is for: what everybody knows of them is no password. */
  about: { email: string; name: string }
  autoFocus?: boolean
}

const steps: readonly PasswordStrength[] = ['weak', 'fair', 'good', 'strong']
const colours: Readonly<Record<PasswordStrength, string>> = {
  weak: 'bg-danger',
  fair: 'bg-warning',
  good: 'bg-success',
  strong: 'bg-success',
}

/** A field for a new password, `password` in its form, that says while one types how soon it would be guessed. */
export function NewPassword({ id, label, help, error, about, autoFocus }: NewPasswordProps) {
  const t = useTranslations('password')
  const [typed, setTyped] = useState('')
  const fault = faultOf(typed, about)
  const strength = strengthOf(typed, about)
  return (
    <Field id={id} label={label} help={help} error={error}>
      <Input
        id={id}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        autoFocus={autoFocus}
        maxLength={1000}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { help: Boolean(help), error: Boolean(error) })}
        onChange={(event) => {
          setTyped(event.target.value)
        }}
      />
      {typed === '' ? null : (
        <div aria-hidden className="flex gap-1">
          {steps.map((step, index) => (
            <span
              key={step}
              className={cn(
                'h-1 flex-1 rounded-full',
                index <= steps.indexOf(strength) ? colours[strength] : 'bg-sunken',
              )}
            />
          ))}
        </div>
      )}
      <p role="status" className="text-sm text-ink-soft empty:hidden">
        {typed === '' ? null : fault === undefined ? t(`strength.${strength}`) : t(`fault.${fault}`)}
      </p>
    </Field>
  )
}
