'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { JsonObject } from '#engine/flow/flow.ts'

const YamlBox = dynamic(() => import('#components/yaml-editor/text-editor.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
})

interface SettingsFormProps {
  namespace: string
  /** Variables and defaults as YAML. */
  source: string
  /** What flows see, those from above too. */
  variables: JsonObject
  mayWrite: boolean
}

const example = `variables:
  region: eu-central
pluginDefaults:
  - type: http.request
    values:
      timeout: PT30S
`

/** Variables and defaults as YAML; what is wrong in it is said with its place. */
export function SettingsForm({ namespace, source, variables, mayWrite }: SettingsFormProps) {
  const t = useTranslations('studio.namespaces')
  const client = useQueryClient()
  const url = `/namespaces/${encodeURIComponent(namespace)}`
  const seen = `${url}/inherited-variables`
  const { data = variables } = useResource<JsonObject>(seen, { initial: variables })
  const [text, setText] = useState(source)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function save() {
    if (pending) return
    setPending(true)
    setTrouble(undefined)
    try {
      await send('PUT', url, { body: { source: text } })
      await client.invalidateQueries({ queryKey: [seen] })
      toast('success', t('saved'))
    } catch (error) {
      setTrouble(error)
    }
    setPending(false)
  }

  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      {mayWrite ? (
        <Form onSubmit={() => void save()} className="space-y-3">
          <Field id="namespace-settings" kind="group" label={t('yaml')} help={t('yamlHelp')}>
            <YamlBox label={t('yaml')} text={text} onChange={setText} />
          </Field>
          <Trouble error={trouble} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={pending}>
              {t('save')}
            </Button>
            {text.trim() === '' ? (
              <Button
                onClick={() => {
                  setText(example)
                }}
              >
                {t('example')}
              </Button>
            ) : null}
          </div>
        </Form>
      ) : (
        <Shown text={source || t('nothingSet')} label={t('yaml')} />
      )}
      <Section id="namespace-variables" title={t('seen')}>
        <p className="text-sm text-ink-soft">{t('seenText')}</p>
        <Shown text={JSON.stringify(data, null, 2)} label={t('seen')} />
      </Section>
    </div>
  )
}

function Shown({ text, label }: { text: string; label: string }) {
  return (
    <pre
      aria-label={label}
      role="region"
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-sm border bg-sunken/60 p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap"
    >
      {text}
    </pre>
  )
}

/** Each problem with its line and column. */
function Trouble({ error }: { error: unknown }) {
  const t = useTranslations('studio.namespaces')
  if (!error) return null
  const details = error instanceof ApiError && error.status === 422 ? error.details : []
  if (details.length === 0) return <TroubleNotice error={error} />
  return (
    <Notice tone="danger" role="alert" title={t('wrongYaml')}>
      <ul className="space-y-1">
        {details.slice(0, 20).map(({ message, path = '', line, column }) => (
          <li key={`${path} ${String(line)} ${message}`} className="wrap-anywhere">
            {line === undefined ? `${path}: ` : `${t('place', { line, column: column ?? 1 })}: `}
            {message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
