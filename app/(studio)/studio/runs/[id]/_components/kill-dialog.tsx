'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

interface KillDialogProps {
  open: boolean
  executionId: string
  flowId: string
  onClose(): void
}

export default function KillDialog({ open, executionId, flowId, onClose }: KillDialogProps) {
  const t = useTranslations('studio.run')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function kill() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('DELETE', `/executions/${encodeURIComponent(executionId)}/actions/kill`)
      await client.invalidateQueries({ queryKey: [`/executions/${executionId}`] })
      onClose()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog
      open={open}
      title={t('killTitle', { flow: flowId })}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <p className="text-ink-soft">{t('killText')}</p>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="danger" pending={pending} onClick={() => void kill()}>
          {t('kill')}
        </Button>
      </div>
    </Dialog>
  )
}
