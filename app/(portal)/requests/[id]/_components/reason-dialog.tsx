'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

interface ReasonDialogProps {
  /** The requester asks to cancel, or somebody closes the request. */
  kind: 'ask-to-cancel' | 'close'
  open: boolean
  requestId: string
  number: string
  onClose(): void
  onDone(): void
}

const texts = {
  'ask-to-cancel': {
    title: 'askToCancelTitle',
    text: 'askToCancelText',
    label: 'why',
    submit: 'askToCancel',
  },
  close: { title: 'closeTitle', text: 'closeText', label: 'reason', submit: 'close' },
} as const

/** Asks for a reason, which others read. */
export default function ReasonDialog({ kind, open, requestId, number, onClose, onDone }: ReasonDialogProps) {
  const t = useTranslations('tracker')
  const common = useTranslations('common')
  const box = useRef<HTMLTextAreaElement>(null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const { title, text, label, submit } = texts[kind]

  async function give() {
    if (reason.trim() === '') {
      setMissing(true)
      box.current?.focus()
      return
    }
    setPending(true)
    setTrouble(undefined)
    try {
      const body = kind === 'close' ? { reason } : { text: reason }
      await send('POST', `/requests/${encodeURIComponent(requestId)}/${kind}`, { body })
      onDone()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog open={open} title={t(title, { number })} closeLabel={common('close')} onClose={onClose}>
      <p className="mb-4 text-ink-soft">{t(text)}</p>
      <Field id="reason" label={t(label)} error={missing ? t('needed') : undefined} required>
        <Textarea
          ref={box}
          id="reason"
          aria-required
          aria-invalid={missing}
          aria-describedby={describedBy('reason', { help: false, error: missing })}
          maxLength={2000}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value)
            setMissing(false)
          }}
        />
      </Field>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="danger" pending={pending} onClick={() => void give()}>
          {t(submit)}
        </Button>
      </div>
    </Dialog>
  )
}
