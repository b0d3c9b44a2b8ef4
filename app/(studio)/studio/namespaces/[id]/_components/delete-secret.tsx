'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { secretPath } from './secret-path.ts'

interface DeleteSecretProps {
  entry: { namespace: string; key: string }
  /** Of the list, asked again after it. */
  path: string
  /** How many flows name it. */
  users: number
  onClose(): void
}

/** Says what is lost before it is. */
export default function DeleteSecret({ entry, path, users, onClose }: DeleteSecretProps) {
  const t = useTranslations('studio.namespaces')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function remove() {
    setPending(true)
    setTrouble(undefined)
    try {
      await send('DELETE', secretPath(entry))
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', t('secretDeleted', { key: entry.key }))
      onClose()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog
      open
      title={t('deleteSecretTitle', { key: entry.key })}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <p className="text-ink-soft">{t('deleteSecretText', { users })}</p>
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
