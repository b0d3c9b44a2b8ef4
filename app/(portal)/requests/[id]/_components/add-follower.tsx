'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Candidate } from '#server/comments/view.ts'
import { FindPerson } from '../../../_components/find-person.tsx'

interface AddFollowerProps {
  open: boolean
  /** REST path of the request. */
  path: string
  onClose(): void
  onAdded(): Promise<void>
}

/** Finds a person by name and lets them see the request. */
export default function AddFollower({ open, path, onClose, onAdded }: AddFollowerProps) {
  const t = useTranslations('tracker')
  const common = useTranslations('common')
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function add(person: Candidate) {
    setPending(person.id)
    setTrouble(undefined)
    try {
      await send('POST', `${path}/followers`, { body: { personId: person.id } })
      toast('success', t('personAdded', { name: person.name }))
      await onAdded()
      onClose()
    } catch (failure) {
      setTrouble(failure)
    } finally {
      setPending(undefined)
    }
  }

  return (
    <Dialog open={open} title={t('addPersonTitle')} closeLabel={common('close')} onClose={onClose}>
      <p className="mb-4 text-ink-soft">{t('addPersonText')}</p>
      <FindPerson
        path={path}
        verb={t('add')}
        note={t('seesAlready')}
        pending={pending}
        onPick={(person) => void add(person)}
      />
      {trouble ? <TroubleNotice error={trouble} className="mt-3" /> : null}
    </Dialog>
  )
}
