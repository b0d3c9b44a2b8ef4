'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'

interface DeleteRevisionDialogProps {
  /** Of the flow's revisions. */
  path: string
  revision: number
  onDeleted(): void
  onClose(): void
}

/** Says what is lost before it is. */
export default function DeleteRevisionDialog(props: DeleteRevisionDialogProps) {
  const { path, revision, onDeleted, onClose } = props
  const t = useTranslations('studio.revisions')
  const common = useTranslations('common')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function remove() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('DELETE', `${path}?revisions=${String(revision)}`)
      toast('success', t('deleted', { revision }))
      onDeleted()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog open title={t('deleteTitle', { revision })} closeLabel={common('close')} onClose={onClose}>
      <p className="text-ink-soft">{t('deleteText')}</p>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="danger" pending={pending} onClick={() => void remove()}>
          {t('deleteIt')}
        </Button>
      </div>
    </Dialog>
  )
}
