'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { keyPath, type KeyPlace } from './key-path.ts'

interface DeleteDialogProps {
  entry: KeyPlace
  /** Of the list, asked again after it. */
  path: string
  onClose(): void
}

/** Says what is lost before it is. */
export default function DeleteDialog({ entry, path, onClose }: DeleteDialogProps) {
  const t = useTranslations('studio.kv')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function remove() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('DELETE', keyPath(entry))
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', t('deleted', { key: entry.key }))
      onClose()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog open title={t('deleteTitle', { key: entry.key })} closeLabel={common('close')} onClose={onClose}>
      <p className="text-ink-soft">{t('deleteText', { namespace: entry.namespace })}</p>
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
