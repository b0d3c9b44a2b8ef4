'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import type { AbsenceView } from '#server/absences/view.ts'

/** What is sent; days are `2026-12-03`. */
export interface AbsenceWish {
  startsOn: string
  /** Null: not known yet. */
  endsOn: string | null
  note: string
}

interface AbsenceFormProps {
  /** What the form is called for who cannot see where it stands. */
  label: string
  before?: AbsenceView
  pending: boolean
  onSave(wish: AbsenceWish): void
  onClose(): void
}

export function AbsenceForm({ label, before, pending, onSave, onClose }: AbsenceFormProps) {
  const t = useTranslations('absences')
  const [startsOn, setStartsOn] = useState(before?.startsOn ?? '')
  const [endsOn, setEndsOn] = useState(before?.endsOn ?? '')
  const [note, setNote] = useState(before?.note ?? '')
  return (
    <Card className="mb-3 p-4">
      <Form
        aria-label={label}
        pending={pending}
        onSubmit={() => {
          onSave({ startsOn, endsOn: endsOn || null, note })
        }}
        className="space-y-4"
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="absence-first" label={t('first')} required>
            <Input
              id="absence-first"
              type="date"
              required
              value={startsOn}
              readOnly={before?.when === 'now'}
              onChange={(event) => {
                setStartsOn(event.target.value)
              }}
            />
          </Field>
          <Field id="absence-last" label={t('last')} help={t('lastHelp')}>
            <Input
              id="absence-last"
              type="date"
              value={endsOn}
              min={startsOn || undefined}
              aria-describedby="absence-last-help"
              onChange={(event) => {
                setEndsOn(event.target.value)
              }}
            />
          </Field>
        </div>
        <Field id="absence-note" label={t('note')} help={t('noteHelp')}>
          <Input
            id="absence-note"
            value={note}
            maxLength={500}
            autoComplete="off"
            aria-describedby="absence-note-help"
            onChange={(event) => {
              setNote(event.target.value)
            }}
          />
        </Field>
        <div className="flex gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </Form>
    </Card>
  )
}
