'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ApiError, send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import { toast } from '#components/ui/toast.tsx'

/** A decision that does not count yet. */
export interface Held {
  /** Of the approval. */
  id: string
  decisionId: string
  /** Epoch milliseconds. */
  heldUntil: number
}

/** Takes decisions back that are held. */
export function useTakeBack() {
  const t = useTranslations('inbox')
  const common = useTranslations('common')
  const client = useQueryClient()

  async function takeBack(held: readonly Pick<Held, 'id' | 'decisionId'>[]) {
    const results = await Promise.allSettled(held.map(retract))
    const failure = results.find((one) => one.status === 'rejected')
    const reason: unknown = failure?.reason
    if (!failure) toast('success', t('takenBack', { count: held.length }))
    else toast('danger', reason instanceof ApiError && !reason.offline ? reason.message : common('offline'))
    await client.invalidateQueries()
  }

  return {
    takeBack,
    /** Says what was decided, and offers to take it back as long as that is possible. */
    offer: (said: string, held: readonly Held[]) => {
      const until = Math.min(...held.map(({ heldUntil }) => heldUntil))
      toast('success', said, { label: t('takeBack'), until, run: () => void takeBack(held) })
    },
  }
}

async function retract({ id, decisionId }: Pick<Held, 'id' | 'decisionId'>): Promise<void> {
  const path = `/approvals/${encodeURIComponent(id)}/decisions/${encodeURIComponent(decisionId)}/retract`
  await send('POST', path, { body: { commandId: randomId() } })
}
