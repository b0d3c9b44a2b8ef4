'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ExecutionView } from '#server/runs/view.ts'
import { actionPath, useVerb } from './use-verb.ts'

/** Edits the labels that are a person's own, one a line. */
export default function LabelsDialog({ run, onClose }: { run: ExecutionView; onClose(): void }) {
  const t = useTranslations('studio.life')
  const common = useTranslations('common')
  const id = useId()
  const own = run.labels.filter(({ key }) => !key.startsWith('system.'))
  const [text, setText] = useState(own.map(({ key, value }) => `${key}: ${value}`).join('\n'))
  const lines = text.split('\n')
  const wrong = lines.findIndex((line) => line.trim() !== '' && !/^[^:]+:\s*\S/.test(line))
  const { pending, trouble, act } = useVerb(run.id, async () => {
    const body = lines
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const at = line.indexOf(':')
        return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
      })
    await send('POST', actionPath(run.id, 'labels'), { body })
    onClose()
  })
  return (
    <Dialog open title={t('labelsTitle')} closeLabel={common('close')} onClose={onClose}>
      <Field
        id={id}
        label={t('labels')}
        help={t('labelsHelp')}
        error={wrong < 0 ? undefined : t('labelsWrong', { line: wrong + 1 })}
      >
        <Textarea
          id={id}
          rows={6}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
          }}
        />
      </Field>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="primary" pending={pending} disabled={wrong >= 0} onClick={() => void act()}>
          {t('save')}
        </Button>
      </div>
    </Dialog>
  )
}
