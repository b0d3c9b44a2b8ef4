'use client'

import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'

interface NameFormProps {
  label: string
  submitLabel: string
  initial?: string
  /** Answers whether it was taken. */
  onName(name: string): Promise<boolean>
}

/** One name, and the button that takes it. */
export function NameForm({ label, submitLabel, initial = '', onName }: NameFormProps) {
  const id = useId()
  const [name, setName] = useState(initial)
  const [pending, setPending] = useState(false)

  async function take() {
    if (name.trim() === '' || pending) return
    setPending(true)
    if (await onName(name.trim())) setName('')
    setPending(false)
  }

  return (
    <Form
      className="space-y-1"
      onSubmit={() => {
        void take()
      }}
    >
      <label htmlFor={id} className="text-sm text-ink-soft">
        {label}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          value={name}
          maxLength={60}
          required
          onChange={(event) => {
            setName(event.target.value)
          }}
          className="min-w-0 flex-1"
        />
        <Button type="submit" pending={pending}>
          {submitLabel}
        </Button>
      </div>
    </Form>
  )
}
