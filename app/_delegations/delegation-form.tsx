'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { get } from '#components/live/api.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import type { Choice, SearchChoices } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { DelegateCandidate, DelegationScope } from '#server/delegations/view.ts'

/** What is sent; days are `2026-12-03`. */
export interface DelegationWish {
  delegateId: string
  startsOn: string
  endsOn: string
  namespace?: string
  flowId?: string
  reason: string
}

interface DelegationFormProps {
  /** What the form is called for who cannot see where it stands. */
  label: string
  /** REST path of the list; people are found below it. */
  path: string
  scopes: readonly DelegationScope[]
  pending: boolean
  onSave(wish: DelegationWish): void
  onClose(): void
}

/** Who decides in somebody's place, when, and in what. */
export default function DelegationForm({
  label,
  path,
  scopes,
  pending,
  onSave,
  onClose,
}: DelegationFormProps) {
  const t = useTranslations('delegations')
  const [person, setPerson] = useState<Choice>()
  const [startsOn, setStartsOn] = useState('')
  const [endsOn, setEndsOn] = useState('')
  const [scope, setScope] = useState('')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const search: SearchChoices = async (text, signal) => {
    const found = await get<DelegateCandidate[]>(`${path}/people?q=${encodeURIComponent(text)}`, signal)
    return { options: found.map(({ id, name }) => ({ value: id, label: name })), total: found.length }
  }

  function save() {
    if (!person) {
      setMissing(true)
      document.getElementById('delegate')?.focus()
      return
    }
    const flow = scopes.find((one) => scopeKey(one) === scope)
    const place = flow ? { namespace: flow.namespace, flowId: flow.flowId } : {}
    onSave({ delegateId: person.value, startsOn, endsOn, reason, ...place })
  }

  return (
    <Card className="mb-3 p-4">
      <Form
        aria-label={label}
        pending={pending}
        onSubmit={() => {
          save()
        }}
        className="space-y-4"
      >
        <Field
          id="delegate"
          label={t('delegate')}
          required
          help={t('delegateHelp')}
          error={missing ? t('delegateMissing') : undefined}
        >
          <Combobox
            id="delegate"
            chosen={person}
            choices={[]}
            search={search}
            required
            disabled={false}
            invalid={missing}
            describedBy={missing ? 'delegate-help delegate-error' : 'delegate-help'}
            onChoose={(choice) => {
              setPerson(choice)
              setMissing(false)
            }}
            onBlur={() => undefined}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="delegation-first" label={t('first')} required>
            <Input
              id="delegation-first"
              type="date"
              required
              value={startsOn}
              onChange={(event) => {
                setStartsOn(event.target.value)
              }}
            />
          </Field>
          <Field id="delegation-last" label={t('last')} required>
            <Input
              id="delegation-last"
              type="date"
              required
              min={startsOn || undefined}
              value={endsOn}
              onChange={(event) => {
                setEndsOn(event.target.value)
              }}
            />
          </Field>
        </div>
        <ScopeField scopes={scopes} chosen={scope} onChoose={setScope} />
        <Field id="delegation-reason" label={t('reason')} help={t('reasonHelp')}>
          <Input
            id="delegation-reason"
            value={reason}
            maxLength={500}
            autoComplete="off"
            aria-describedby="delegation-reason-help"
            onChange={(event) => {
              setReason(event.target.value)
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

function scopeKey({ namespace, flowId }: DelegationScope): string {
  return `${namespace}/${flowId}`
}

interface ScopeFieldProps {
  scopes: readonly DelegationScope[]
  /** Key of one; empty: everything. */
  chosen: string
  onChoose(key: string): void
}

/** Everything, or one flow of those in which the person was asked; who was asked nowhere has no choice. */
function ScopeField({ scopes, chosen, onChoose }: ScopeFieldProps) {
  const t = useTranslations('delegations')
  if (scopes.length === 0) return null
  return (
    <Field id="delegation-scope" label={t('scope')}>
      <Select
        id="delegation-scope"
        value={chosen}
        onChange={(event) => {
          onChoose(event.target.value)
        }}
      >
        <option value="">{t('everything')}</option>
        {scopes.map((one) => (
          <option key={scopeKey(one)} value={scopeKey(one)}>
            {t('only', { name: one.name })}
          </option>
        ))}
      </Select>
    </Field>
  )
}
