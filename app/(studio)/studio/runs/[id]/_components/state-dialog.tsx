'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type ReactNode } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { useVerb } from './use-verb.ts'

const choices = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED'] as const

interface StateDialogProps {
  executionId: string
  title: ReactNode
  text: ReactNode
  current: string
  change(state: string): Promise<unknown>
  onClose(): void
}

/** Picks a final state for a run, or for one of its tasks. */
export default function StateDialog(props: StateDialogProps) {
  const { executionId, title, text, current, change, onClose } = props
  const t = useTranslations('studio.life')
  const name = useTranslations('studio.states')
  const common = useTranslations('common')
  const id = useId()
  const [state, setState] = useState<string>(choices.find((choice) => choice !== current) ?? 'SUCCESS')
  const { pending, trouble, act } = useVerb(executionId, async () => {
    await change(state)
    onClose()
  })
  return (
    <Dialog open title={title} closeLabel={common('close')} onClose={onClose}>
      <p className="mb-4 text-ink-soft">{text}</p>
      <Field id={id} label={t('newState')}>
        <Select
          id={id}
          value={state}
          onChange={(event) => {
            setState(event.target.value)
          }}
        >
          {choices
            .filter((choice) => choice !== current)
            .map((choice) => (
              <option key={choice} value={choice}>
                {name(choice)}
              </option>
            ))}
        </Select>
      </Field>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="primary" pending={pending} onClick={() => void act()}>
          {t('changeStatus')}
        </Button>
      </div>
    </Dialog>
  )
}
