'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { Button } from '#components/ui/button.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { KvType } from '#engine/flow/kv.ts'
import { jsonProblem } from './key-text.ts'

const JsonEditor = dynamic(() => import('#components/yaml-editor/text-editor.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
})

interface ValueFieldProps {
  type: KvType
  text: string
  wrong: boolean
  onChange(text: string): void
}

const id = 'kv-value'

/** The control that fits the type. */
export function ValueField({ type, text, wrong, onChange }: ValueFieldProps) {
  const t = useTranslations('studio.kv')
  const helps: Partial<Record<KvType, string>> = {
    DATETIME: t('datetimeHelp'),
    DURATION: t('spanHelp'),
    JSON: t('jsonHelp'),
  }
  const help = helps[type]
  const control = {
    id,
    value: text,
    'aria-invalid': wrong,
    'aria-describedby': describedBy(id, { help: help !== undefined, error: wrong }),
    onChange: (event: { target: { value: string } }) => {
      onChange(event.target.value)
    },
  }
  return (
    <Field
      id={id}
      label={t('value')}
      kind={type === 'JSON' ? 'group' : 'single'}
      help={help}
      error={wrong ? t(`wrong.${type}`) : undefined}
    >
      {type === 'STRING' ? <Textarea {...control} spellCheck={false} className="font-mono" /> : null}
      {type === 'BOOLEAN' ? (
        <Select {...control}>
          <option value="" disabled>
            {t('pick')}
          </option>
          <option value="true">true</option>
          <option value="false">false</option>
        </Select>
      ) : null}
      {type === 'JSON' ? <JsonField text={text} onChange={onChange} /> : null}
      {type === 'NUMBER' ? <Input {...control} inputMode="decimal" autoComplete="off" /> : null}
      {type === 'DATE' ? <Input {...control} type="date" /> : null}
      {type === 'DATETIME' ? <Input {...control} placeholder="2027-01-31T09:00:00Z" /> : null}
      {type === 'DURATION' ? <Input {...control} placeholder="PT90M" /> : null}
    </Field>
  )
}

function JsonField({ text, onChange }: { text: string; onChange(text: string): void }) {
  const t = useTranslations('studio.kv')
  const problem = text.trim() === '' ? undefined : jsonProblem(text)
  return (
    <div className="space-y-1.5">
      <JsonEditor label={t('value')} text={text} onChange={onChange} />
      <div className="flex items-start justify-between gap-3">
        <p role="status" className="min-w-0 text-sm wrap-anywhere text-danger-strong">
          {problem}
        </p>
        <Button
          size="sm"
          disabled={text.trim() === '' || problem !== undefined}
          onClick={() => {
            onChange(JSON.stringify(JSON.parse(text), null, 2))
          }}
        >
          {t('format')}
        </Button>
      </div>
    </div>
  )
}
