'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { send } from './api.ts'
import { TroubleNotice } from './trouble-notice.tsx'

interface DeleteDialogProps {
  title: string
  /** What is called with DELETE. */
  path: string
  /** Paths of what is asked again after it. */
  refresh?: readonly string[]
  /** Said after it. */
  done: string
  /** Instead of closing, where the page goes elsewhere. */
  onDeleted?(): void
  onClose(): void
  /** What is lost. */
  children: ReactNode
}

/** Says what is lost before it is. */
export default function DeleteDialog({
  title,
  path,
  refresh = [],
  done,
  onDeleted,
  onClose,
  children,
}: DeleteDialogProps) {
  const t = useTranslations('common')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function remove() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('DELETE', path)
      await Promise.all(refresh.map((key) => client.invalidateQueries({ queryKey: [key] })))
      toast('success', done)
      if (onDeleted) onDeleted()
      else onClose()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog open title={title} closeLabel={t('close')} onClose={onClose}>
      <p className="text-ink-soft">{children}</p>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="danger" pending={pending} onClick={() => void remove()}>
          {t('deleteIt')}
        </Button>
      </div>
    </Dialog>
  )
}
