'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { ExecutionView } from '#server/runs/view.ts'
import { actionPath, useVerb } from './use-verb.ts'

export type Confirmed = 'kill' | 'pause' | 'restart' | 'delete'

interface ConfirmDialogProps {
  verb: Confirmed
  run: ExecutionView
  onClose(): void
}

/** Says what a verb does before it is done. */
export default function ConfirmDialog({ verb, run, onClose }: ConfirmDialogProps) {
  const t = useTranslations('studio.life')
  const common = useTranslations('common')
  const router = useRouter()
  const { pending, trouble, act } = useVerb(run.id, async () => {
    if (verb === 'delete') {
      await send('DELETE', `/executions/${encodeURIComponent(run.id)}`)
      router.push('/studio/runs')
      return
    }
    await send(verb === 'kill' ? 'DELETE' : 'POST', actionPath(run.id, verb))
    onClose()
  })
  const isGrave = verb === 'kill' || verb === 'delete'
  return (
    <Dialog
      open
      title={t(`${verb}Title`, { flow: run.flowId })}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <p className="text-ink-soft">{t(`${verb}Text`)}</p>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant={isGrave ? 'danger' : 'primary'} pending={pending} onClick={() => void act()}>
          {t(verb)}
        </Button>
      </div>
    </Dialog>
  )
}
