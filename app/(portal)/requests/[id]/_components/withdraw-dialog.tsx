'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

interface WithdrawDialogProps {
  open: boolean
  requestId: string
  number: string
  onClose(): void
  onDone(): void
}

export default function WithdrawDialog({ open, requestId, number, onClose, onDone }: WithdrawDialogProps) {
  const t = useTranslations('tracker')
  const common = useTranslations('common')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function withdraw() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('POST', `/requests/${encodeURIComponent(requestId)}/withdraw`)
      onDone()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog open={open} title={t('withdrawTitle', { number })} closeLabel={common('close')} onClose={onClose}>
      <p className="text-ink-soft">{t('withdrawText')}</p>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="danger" pending={pending} onClick={() => void withdraw()}>
          {t('withdraw')}
        </Button>
      </div>
    </Dialog>
  )
}
