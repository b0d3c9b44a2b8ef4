'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { SecretEntry } from '#server/secrets/view.ts'
import { secretPath, secretsPath } from './secret-path.ts'
import { SecretTags } from './secret-tags-field.tsx'
import { tagsOfText, textOfTags } from './secret-tags.ts'

interface SecretDrawerProps {
  namespace: string
  /** Absent: a new one. */
  entry?: SecretEntry
  /** Of the list, asked again after a change. */
  path: string
  onClose(): void
}

const pattern = /^\w[\w.-]*$/
/** Shorter values are hidden only where they are all of a text. */
const shortest = 6

/** A new secret, or another value or description for one that is there. The value is never shown. */
export default function SecretDrawer({ namespace, entry, path, onClose }: SecretDrawerProps) {
  const t = useTranslations('studio.namespaces')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [key, setKey] = useState(entry?.key ?? '')
  const [value, setValue] = useState('')
  const [description, setDescription] = useState(entry?.description ?? '')
  const [tags, setTags] = useState(textOfTags(entry?.tags ?? []))
  const [tried, setTried] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const named = tagsOfText(tags)
  const wrong = { key: !pattern.test(key), value: !entry && value === '', tags: named === undefined }

  async function save() {
    setTried(true)
    setTrouble(undefined)
    if (pending || wrong.key || wrong.value || wrong.tags) return
    setPending(true)
    try {
      const words = { description, tags: named }
      if (value === '') await send('PATCH', secretPath({ namespace, key }), { body: words })
      else await send('PUT', secretsPath(namespace), { body: { key, value, ...words } })
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', t('secretSaved', { key }))
      onClose()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog
      kind="drawer"
      open
      title={entry ? <span className="font-mono wrap-anywhere">{entry.key}</span> : t('newSecret')}
      closeLabel={common('close')}
      className="overflow-y-auto"
      onClose={onClose}
    >
      <Form onSubmit={() => void save()} className="space-y-4" noValidate autoComplete="off">
        <p className="font-mono text-xs wrap-anywhere text-ink-faint">{namespace}</p>
        {entry ? null : (
          <Field
            id="secret-key"
            label={t('key')}
            required
            error={tried && wrong.key ? t('wrongKey') : undefined}
          >
            <Input
              id="secret-key"
              value={key}
              required
              maxLength={200}
              spellCheck={false}
              aria-invalid={tried && wrong.key}
              aria-describedby={describedBy('secret-key', { help: false, error: tried && wrong.key })}
              onChange={(event) => {
                setKey(event.target.value.trim())
              }}
            />
          </Field>
        )}
        <Field
          id="secret-value"
          label={entry ? t('newValue') : t('value')}
          required={!entry}
          mark={entry ? t('optional') : undefined}
          help={
            value !== '' && value.length < shortest
              ? t('shortValue')
              : entry
                ? t('keepValue')
                : t('valueHelp')
          }
          error={tried && wrong.value ? t('wrongValue') : undefined}
        >
          <Textarea
            id="secret-value"
            value={value}
            required={!entry}
            spellCheck={false}
            autoComplete="off"
            className="font-mono [-webkit-text-security:disc] focus:[-webkit-text-security:none]"
            aria-invalid={tried && wrong.value}
            aria-describedby={describedBy('secret-value', { help: true, error: tried && wrong.value })}
            onChange={(event) => {
              setValue(event.target.value)
            }}
          />
        </Field>
        <Field id="secret-description" label={t('about')} mark={t('optional')}>
          <Input
            id="secret-description"
            value={description}
            maxLength={2000}
            onChange={(event) => {
              setDescription(event.target.value)
            }}
          />
        </Field>
        <SecretTags value={tags} wrong={tried && wrong.tags} onChange={setTags} />
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <Button type="submit" variant="primary" pending={pending}>
          {t('save')}
        </Button>
      </Form>
    </Dialog>
  )
}
