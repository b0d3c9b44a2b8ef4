'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { RequestView } from '#server/requests/view.ts'

interface OpenQuestionsProps {
  questions: RequestView['questions']
  /** REST path of the request. */
  path: string
}

/** What one is asked before somebody decides, each with a box for the answer. */
export default function OpenQuestions({ questions, path }: OpenQuestionsProps) {
  return questions.map((question) => <OpenQuestion key={question.id} question={question} path={path} />)
}

function OpenQuestion({ question, path }: { question: RequestView['questions'][number]; path: string }) {
  const t = useTranslations('tracker')
  const client = useQueryClient()
  const [commandId] = useState(randomId)
  const [text, setText] = useState('')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const { id, approvalId, by } = question
  const field = `answer-${id}`

  async function answer() {
    setPending(true)
    setTrouble(undefined)
    try {
      const at = `/approvals/${encodeURIComponent(approvalId)}/questions/${encodeURIComponent(id)}/answer`
      await send('POST', at, { body: { commandId, text } })
      toast('success', t('answerSent', { name: by.name }))
      await client.invalidateQueries({ queryKey: [path] })
    } catch (failure) {
      setTrouble(failure)
    } finally {
      setPending(false)
    }
  }

  return (
    <Notice tone="info" role="status" title={t('askedBy', { name: by.name })}>
      <p className="wrap-anywhere whitespace-pre-line">{question.text}</p>
      <Form
        className="mt-3 space-y-3"
        onSubmit={() => {
          void answer()
        }}
      >
        <Field id={field} label={t('yourAnswer')}>
          <Textarea
            id={field}
            rows={3}
            maxLength={5000}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
            }}
          />
        </Field>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <Button type="submit" variant="primary" pending={pending} disabled={text.trim() === ''}>
          {t('answer')}
        </Button>
      </Form>
    </Notice>
  )
}
