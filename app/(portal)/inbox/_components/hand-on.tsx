'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Candidate } from '#server/comments/view.ts'
import { FindPerson } from '../../_components/find-person.tsx'

interface HandOnProps {
  /** Whether somebody takes the actor's place, or decides too. */
  kind: 'reassign' | 'add'
  /** REST path of the approval. */
  path: string
  requestId: string
  /** Of what is shown. */
  version: number
  onClose(): void
  onDone(): void
}

/** Finds a person by name and gives them one's place, or asks them to decide too. */
export default function HandOn({ kind, path, requestId, version, onClose, onDone }: HandOnProps) {
  const t = useTranslations('inbox')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [commandId] = useState(randomId)
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function give({ id, name }: Candidate) {
    setPending(id)
    setTrouble(undefined)
    try {
      if (kind === 'reassign')
        await send('POST', `${path}/reassign`, { body: { commandId, version, toId: id } })
      else await send('POST', `${path}/deciders`, { body: { commandId, version, personId: id } })
      toast('success', t(kind === 'reassign' ? 'reassigned' : 'deciderAdded', { name }))
      onDone()
      await client.invalidateQueries()
    } catch (failure) {
      setTrouble(failure)
    } finally {
      setPending(undefined)
    }
  }

  return (
    <Dialog
      open
      title={t(kind === 'reassign' ? 'reassignTitle' : 'addDeciderTitle')}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <p className="mb-4 text-ink-soft">{t(kind === 'reassign' ? 'reassignText' : 'addDeciderText')}</p>
      <FindPerson
        path={`/requests/${encodeURIComponent(requestId)}`}
        verb={t(kind === 'reassign' ? 'give' : 'askThem')}
        pending={pending}
        onPick={(person) => void give(person)}
      />
      {trouble ? <TroubleNotice error={trouble} className="mt-3" /> : null}
    </Dialog>
  )
}
