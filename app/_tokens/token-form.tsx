'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Permission } from '#server/people/permissions.ts'
import type { MadeToken } from '#server/tokens/view.ts'
import { PermissionBoxes } from './permission-boxes.tsx'

interface TokenFormProps {
  /** REST path of the list. */
  path: string
  /** What the owner of the token holds somewhere. */
  held: readonly Permission[]
  onMade(token: MadeToken): void
  onCancel(): void
}

const ages = ['P7D', 'P30D', 'P90D', 'P365D', ''] as const

/** Name, end and scope of a new token. */
export function TokenForm({ path, held, onMade, onCancel }: TokenFormProps) {
  const t = useTranslations('tokens')
  const common = useTranslations('common')
  const [name, setName] = useState('')
  const [age, setAge] = useState<string>('P90D')
  const [extended, setExtended] = useState(false)
  const [narrow, setNarrow] = useState(false)
  const [chosen, setChosen] = useState<Permission[]>([])
  const [namespace, setNamespace] = useState('')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function make() {
    setPending(true)
    setTrouble(undefined)
    const scope = narrow ? { permissions: chosen } : {}
    const life = age ? { maxAge: age, extended } : {}
    const place = narrow && namespace.trim() ? { namespace: namespace.trim() } : {}
    try {
      onMade(
        await send<MadeToken>('POST', path, { body: { name: name.trim(), ...life, ...scope, ...place } }),
      )
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  const details = trouble instanceof ApiError ? trouble.details : []
  const errorOf = (path: string) => details.find((detail) => detail.path === path)?.message
  const namespaceError = errorOf('namespace')
  return (
    <Form
      pending={pending}
      onSubmit={() => {
        void make()
      }}
      className="space-y-5"
    >
      <Field id="token-name" label={t('name')} required help={t('nameHelp')}>
        <Input
          id="token-name"
          value={name}
          required
          maxLength={200}
          autoComplete="off"
          aria-describedby="token-name-help"
          onChange={(event) => {
            setName(event.target.value)
          }}
        />
      </Field>
      <Field id="token-age" label={t('ends')}>
        <Select
          id="token-age"
          value={age}
          onChange={(event) => {
            setAge(event.target.value)
          }}
        >
          {ages.map((one) => (
            <option key={one} value={one}>
              {t(`ages.${one || 'never'}`)}
            </option>
          ))}
        </Select>
      </Field>
      {age ? (
        <Checkbox
          checked={extended}
          label={t('extended')}
          onChange={(event) => {
            setExtended(event.target.checked)
          }}
        />
      ) : null}
      <Checkbox
        checked={narrow}
        label={
          <>
            {t('narrow')} <span className="block text-sm text-ink-faint">{t('narrowHelp')}</span>
          </>
        }
        onChange={(event) => {
          setNarrow(event.target.checked)
        }}
      />
      {narrow ? (
        <>
          <PermissionBoxes chosen={chosen} held={held} onlyHeld onChange={setChosen} />
          <Field id="token-namespace" label={t('namespace')} help={t('namespaceHelp')} error={namespaceError}>
            <Input
              id="token-namespace"
              value={namespace}
              maxLength={150}
              autoCapitalize="off"
              spellCheck={false}
              className="font-mono"
              aria-invalid={namespaceError !== undefined || undefined}
              aria-describedby="token-namespace-help"
              onChange={(event) => {
                setNamespace(event.target.value)
              }}
            />
          </Field>
        </>
      ) : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending} disabled={narrow && chosen.length === 0}>
          {t('make')}
        </Button>
        <Button onClick={onCancel}>{common('cancel')}</Button>
      </div>
    </Form>
  )
}
