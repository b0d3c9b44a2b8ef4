'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import { send } from '#components/live/api.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { FormPreview as Preview } from '#server/flows/view.ts'

interface FormPreviewProps {
  text: string
  /** No problems, as far as the server was asked. */
  valid: boolean
  /** The server is being asked. */
  checking: boolean
  formKey: string
}

/** The form that the source makes; while the source has problems, the last one that could be made. */
export function FormPreview({ text, valid, checking, formKey }: FormPreviewProps) {
  const t = useTranslations('studio.editor')
  const [shown, setShown] = useState<{ source: string; preview: Preview }>()
  useEffect(() => {
    if (!valid) return
    const abort = new AbortController()
    send<Preview>('POST', '/flows/form', { body: { source: text, values: {} }, signal: abort.signal }).then(
      (preview) => {
        if (!abort.signal.aborted) setShown({ source: text, preview })
      },
      () => {
        // The list of problems, or the notice of a lost connection, tells why there is no newer form.
      },
    )
    return () => {
      abort.abort()
    }
  }, [text, valid])

  if (!shown)
    return valid || checking ? (
      <Skeleton className="h-48" />
    ) : (
      <p className="text-sm text-ink-soft">{t('noForm')}</p>
    )
  // Another form is another component: values of inputs that changed their type would not fit.
  const shape = JSON.stringify(shown.preview.inputs)
  return (
    <div className="space-y-4">
      {valid || checking ? null : (
        <Notice tone="warning">
          <p>{t('oldForm')}</p>
        </Notice>
      )}
      <FlowForm<Preview>
        key={shape}
        inputs={shown.preview.inputs}
        states={shown.preview.states}
        draftKey={`preview:${formKey}:${String(shape.length)}`}
        validate={(values, signal) =>
          send<Preview>('POST', '/flows/form', { body: { source: shown.source, values }, signal })
        }
        findOptions={(search, signal) =>
          send('POST', '/flows/form/options', { body: { source: shown.source, ...search }, signal })
        }
        submit={() => Promise.resolve()}
      />
    </div>
  )
}
