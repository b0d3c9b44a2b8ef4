'use client'
import { Form } from '#components/ui/form.tsx'

import { Paperclip } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

interface BoxFrameProps {
  /** Of what is written, whether there is nothing to send. */
  isEmpty: boolean
  pending?: boolean
  mayMention: boolean
  /** The button that has the focus as this comes. */
  focused?: 'attach' | 'send'
  onSend(): void
  onAttach(): void
  onDrop(files: FileList): void
  children: ReactNode
}

/** What stands around the box that a comment is written in. */
export function BoxFrame(props: BoxFrameProps) {
  const { isEmpty, pending, mayMention, focused, onSend, onAttach, onDrop, children } = props
  const t = useTranslations('conversation')
  return (
    <Form
      className="space-y-2"
      onSubmit={() => {
        onSend()
      }}
      onDragOver={(event) => {
        event.preventDefault()
      }}
      onDrop={(event) => {
        event.preventDefault()
        onDrop(event.dataTransfer.files)
      }}
    >
      {children}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          pending={pending}
          disabled={isEmpty}
          autoFocus={focused === 'send'}
        >
          {t('send')}
        </Button>
        <Button autoFocus={focused === 'attach'} onClick={onAttach}>
          <Paperclip aria-hidden />
          {t('attach')}
        </Button>
        {mayMention ? <span className="text-xs text-ink-faint">{t('writeHelp')}</span> : null}
      </div>
    </Form>
  )
}
