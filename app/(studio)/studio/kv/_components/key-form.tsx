'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { toast } from '#components/ui/toast.tsx'
import { keyPattern, kvTypes, type KvType } from '#engine/flow/kv.ts'
import { keyPath } from './key-path.ts'
import { isOfType, wireText } from './key-text.ts'
import { LifeField, lifeText, type Life } from './life-field.tsx'
import { ValueField } from './value-field.tsx'

interface Begin {
  namespace: string
  /** Empty: the key is new. */
  key: string
  type: KvType
  text: string
  description: string
  expirationDate?: string
}

interface KeyFormProps {
  begin: Begin
  namespaces?: readonly string[]
  path: string
  onDone(): void
}

const namespacePattern = /^[a-z0-9][a-z0-9._-]*$/

/** Key, type, value, description and life of a value. */
export function KeyForm({ begin, namespaces = [], path, onDone }: KeyFormProps) {
  const t = useTranslations('studio.kv')
  const client = useQueryClient()
  const isNew = begin.key === ''
  const [draft, setDraft] = useState(begin)
  const [life, setLife] = useState<Life>({ choice: begin.expirationDate ? 'keep' : '', text: '' })
  const [tried, setTried] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const { expirationDate } = begin
  const ttl = lifeText(life, expirationDate, Date.now())
  const wrong = {
    namespace: !namespacePattern.test(draft.namespace),
    key: !keyPattern.test(draft.key),
    value: !isOfType(draft.type, draft.text),
    life: ttl === undefined,
  }
  const set = (change: Partial<Begin>) => {
    setDraft({ ...draft, ...change })
  }

  async function save() {
    setTried(true)
    setTrouble(undefined)
    if (pending || Object.values(wrong).includes(true)) return
    setPending(true)
    try {
      const query = new URLSearchParams({ description: draft.description, ...(ttl ? { ttl } : {}) })
      const text = wireText(draft.type, draft.text)
      await send('PUT', `${keyPath(draft)}?${query.toString()}`, { text })
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', t('saved', { key: draft.key }))
      onDone()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Form onSubmit={() => void save()} className="space-y-4" noValidate>
      {isNew ? (
        <>
          <NameField
            id="kv-namespace"
            label={t('namespace')}
            value={draft.namespace}
            error={tried && wrong.namespace ? t('wrongNamespace') : undefined}
            options={namespaces}
            onChange={(namespace) => {
              set({ namespace })
            }}
          />
          <NameField
            id="kv-key"
            label={t('key')}
            value={draft.key}
            error={tried && wrong.key ? t('wrongKey') : undefined}
            onChange={(key) => {
              set({ key })
            }}
          />
        </>
      ) : (
        <p className="font-mono text-xs wrap-anywhere text-ink-faint">{draft.namespace}</p>
      )}
      <Field id="kv-type" label={t('type')}>
        <Select
          id="kv-type"
          value={draft.type}
          onChange={(event) => {
            set({ type: kvTypes.find((type) => type === event.target.value) ?? 'STRING' })
          }}
        >
          {kvTypes.map((type) => (
            <option key={type} value={type}>
              {t(`types.${type}`)}
            </option>
          ))}
        </Select>
      </Field>
      <ValueField
        type={draft.type}
        text={draft.text}
        wrong={tried && wrong.value}
        onChange={(text) => {
          set({ text })
        }}
      />
      <Field id="kv-description" label={t('description')} mark={t('optional')}>
        <Input
          id="kv-description"
          value={draft.description}
          maxLength={2000}
          onChange={(event) => {
            set({ description: event.target.value })
          }}
        />
      </Field>
      <LifeField life={life} expirationDate={expirationDate} wrong={tried && wrong.life} onChange={setLife} />
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="flex justify-end gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {t('save')}
        </Button>
      </div>
    </Form>
  )
}

interface NameFieldProps {
  id: string
  label: string
  value: string
  error?: string
  options?: readonly string[]
  onChange(value: string): void
}

function NameField({ id, label, value, error, options, onChange }: NameFieldProps) {
  return (
    <Field id={id} label={label} required error={error}>
      <Input
        id={id}
        list={options ? `${id}-options` : undefined}
        value={value}
        required
        maxLength={200}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        className="font-mono"
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { help: false, error: error !== undefined })}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      />
      {options ? (
        <datalist id={`${id}-options`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      ) : null}
    </Field>
  )
}
