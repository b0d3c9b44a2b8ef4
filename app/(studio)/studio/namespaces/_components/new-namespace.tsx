'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { NewDialog } from '#components/ui/new-dialog.tsx'
import { namespaceHref } from '../../../_components/param.ts'

const pattern = /^[a-z0-9][a-z0-9._-]*$/

/** Makes a namespace and goes there. */
export function NewNamespace() {
  const t = useTranslations('studio.namespaces')
  return (
    <NewDialog label={t('new')}>
      <NewForm />
    </NewDialog>
  )
}

function NewForm() {
  const t = useTranslations('studio.namespaces')
  const router = useRouter()
  const [id, setId] = useState('')
  const [description, setDescription] = useState('')
  const [tried, setTried] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const wrong = tried && !pattern.test(id)

  async function save() {
    setTried(true)
    setTrouble(undefined)
    if (pending || !pattern.test(id)) return
    setPending(true)
    try {
      await send('POST', '/namespaces', { body: { id, ...(description ? { description } : {}) } })
      router.push(namespaceHref(id))
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Form onSubmit={() => void save()} className="space-y-4" noValidate>
      <Field
        id="namespace-id"
        label={t('name')}
        required
        help={t('nameHelp')}
        error={wrong ? t('wrongName') : undefined}
      >
        <Input
          id="namespace-id"
          value={id}
          required
          maxLength={150}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong}
          aria-describedby={describedBy('namespace-id', { help: true, error: wrong })}
          onChange={(event) => {
            setId(event.target.value.trim())
          }}
        />
      </Field>
      <Field id="namespace-about" label={t('about')} mark={t('optional')}>
        <Input
          id="namespace-about"
          value={description}
          maxLength={2000}
          onChange={(event) => {
            setDescription(event.target.value)
          }}
        />
      </Field>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button type="submit" variant="primary" pending={pending}>
        {t('make')}
      </Button>
    </Form>
  )
}
