'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { NewDialog } from '#components/ui/new-dialog.tsx'
import type { CalendarDetail } from '#server/calendars/view.ts'
import type { WrittenWeek } from '#server/calendars/week.ts'

const nine = [{ from: '09:00', to: '17:00' }]
/** Where a new calendar begins. */
const usualWeek: WrittenWeek = {
  monday: nine,
  tuesday: nine,
  wednesday: nine,
  thursday: nine,
  friday: nine,
  saturday: [],
  sunday: [],
}

export function NewCalendar() {
  const t = useTranslations('calendars')
  return (
    <NewDialog label={t('new')}>
      <NewCalendarForm />
    </NewDialog>
  )
}

/** Its hours and holidays are said on its own page. */
function NewCalendarForm() {
  const t = useTranslations('calendars')
  const router = useRouter()
  const [name, setName] = useState('')
  const [slug, setSlug] = useState('')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function create() {
    setPending(true)
    setTrouble(undefined)
    try {
      const body = { name: name.trim(), slug: slug.trim(), week: usualWeek }
      const made = await send<CalendarDetail>('POST', '/calendars', { body })
      router.push(`/admin/calendars/${encodeURIComponent(made.slug)}`)
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
      <Field id="calendar-name" label={t('name')} required>
        <Input
          id="calendar-name"
          value={name}
          required
          maxLength={100}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      <Field id="calendar-slug" label={t('slug')} help={t('slugHelp')} error={slugError} required>
        <Input
          id="calendar-slug"
          value={slug}
          required
          maxLength={60}
          autoCapitalize="off"
          spellCheck={false}
          className="font-mono"
          aria-invalid={slugError !== undefined || undefined}
          aria-describedby={describedBy('calendar-slug', { help: true, error: slugError !== undefined })}
          onChange={(event) => {
            setSlug(event.target.value)
          }}
        />
      </Field>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button type="submit" variant="primary" pending={pending}>
        {t('create')}
      </Button>
    </Form>
  )
}
