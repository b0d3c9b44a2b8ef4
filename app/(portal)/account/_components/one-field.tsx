'use client'

import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'

interface OneFieldProps {
  label: string
  type: 'password' | 'text'
  autoComplete: string
  submit: string
  cancel: string
  pending: boolean
  danger?: boolean
  onSubmit(value: string): void
  onCancel(): void
}

/** A small form that asks for one thing. */
export function OneField({ label, type, autoComplete, submit, cancel, ...rest }: OneFieldProps) {
  const { pending, danger = false, onSubmit, onCancel } = rest
  const id = useId()

  function give(form: HTMLFormElement) {
    onSubmit(String(new FormData(form).get('value')))
  }

  return (
    <Form onSubmit={give} className="max-w-sm space-y-3">
      <Field id={id} label={label}>
        <Input
          id={id}
          name="value"
          type={type}
          autoComplete={autoComplete}
          inputMode={type === 'text' ? 'numeric' : undefined}
          required
          autoFocus
          maxLength={type === 'text' ? 20 : 1000}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant={danger ? 'danger' : 'primary'} pending={pending}>
          {submit}
        </Button>
        <Button onClick={onCancel}>{cancel}</Button>
      </div>
    </Form>
  )
}
