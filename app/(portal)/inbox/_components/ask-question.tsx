'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { toast } from '#components/ui/toast.tsx'

interface AskQuestionProps {
  /** REST path of the approval. */
  path: string
  /** Name of who made the request, and is asked. */
  requester: string | undefined
  onClose(): void
}

/** Asks the requester something before one decides; the due date waits for the answer. */
export default function AskQuestion({ path, requester = '', onClose }: AskQuestionProps) {
  const t = useTranslations('inbox')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [commandId] = useState(randomId)
  const [text, setText] = useState('')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function ask() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('POST', `${path}/questions`, { body: { commandId, text } })
      toast('success', t('asked', { name: requester }))
      onClose()
      await client.invalidateQueries({ queryKey: [path] })
    } catch (failure) {
      setTrouble(failure)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog open title={t('askTitle', { name: requester })} closeLabel={common('close')} onClose={onClose}>
      <Form
        className="space-y-4"
        onSubmit={() => {
          void ask()
        }}
      >
        <Field id="question" label={t('question')} help={t('questionHelp')}>
          <Textarea
            id="question"
            autoFocus
            rows={4}
            maxLength={5000}
            value={text}
            aria-describedby={describedBy('question', { help: true, error: false })}
            onChange={(event) => {
              setText(event.target.value)
            }}
          />
        </Field>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div className="flex gap-2">
          <Button type="submit" variant="primary" pending={pending} disabled={text.trim() === ''}>
            {t('ask')}
          </Button>
          <Button onClick={onClose}>{t('back')}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
