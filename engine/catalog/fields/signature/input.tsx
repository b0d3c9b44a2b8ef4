'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { textControl } from '#components/ui/text-control.ts'
import { DrawingPad } from './drawing-pad.tsx'

interface Signature {
  name: string
  drawing: string
}

function signatureOf(value: unknown): Signature {
  const given = typeof value === 'object' && value !== null ? value : {}
  return {
    name: 'name' in given ? String(given.name) : typeof value === 'string' ? value : '',
    drawing: 'drawing' in given && typeof given.drawing === 'string' ? given.drawing : '',
  }
}

/** One's name, typed; where the author offers it, drawn as well. Time and seal are added when the form is sent. */
export default function SignatureInput(field: FieldInputProps) {
  const { id, options, describedBy, disabled, labelledBy } = field
  const t = useTranslations('fields')
  const signature = signatureOf(field.value)
  const change = (next: Partial<Signature>) => {
    const { name, drawing } = { ...signature, ...next }
    field.onChange(name === '' && drawing === '' ? '' : drawing === '' ? { name } : { name, drawing })
  }
  return (
    <div className="space-y-2">
      <Input
        {...textControl(field)}
        type="text"
        autoComplete="name"
        value={signature.name}
        placeholder={t('signatureName')}
        aria-describedby={[describedBy, `${id}-signing`].filter(Boolean).join(' ')}
        className="max-w-96 font-serif text-md italic"
        onChange={(event) => {
          change({ name: event.target.value })
        }}
      />
      {options.drawing === true ? (
        <div className="flex flex-wrap items-end gap-2">
          <DrawingPad
            path={signature.drawing}
            disabled={disabled}
            label={t('signatureDrawing')}
            describedBy={labelledBy}
            onDrawn={(drawing) => {
              change({ drawing })
            }}
          />
          {signature.drawing ? (
            <Button
              size="sm"
              variant="ghost"
              disabled={disabled}
              onClick={() => {
                change({ drawing: '' })
              }}
            >
              {t('clearDrawing')}
            </Button>
          ) : null}
        </div>
      ) : null}
      <p id={`${id}-signing`} className="text-sm text-ink-faint">
        {t('signing')}
      </p>
    </div>
  )
}
