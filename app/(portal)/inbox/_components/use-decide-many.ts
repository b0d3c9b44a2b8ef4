'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import type { OneDecided } from '#server/approvals/decide-many.ts'
import type { ApprovalRow } from '#server/approvals/view.ts'
import type { Wish } from './inbox.tsx'
import { useTakeBack } from './use-take-back.ts'

export type Refused = Extract<OneDecided, { accepted: false }>

interface ManyOptions {
  rows: readonly ApprovalRow[]
  wish: Wish
  onDecided(id: string): void
  onClose(): void
}

/** Decides on all of them; each has an id that stays for a repeat, so none counts twice. */
export function useDecideMany({ rows, wish, onDecided, onClose }: ManyOptions) {
  const t = useTranslations('inbox')
  const client = useQueryClient()
  const { offer } = useTakeBack()
  const [approvals] = useState(() =>
    rows.map(({ id, version, seenHash, onBehalfOf }) => ({
      id,
      version,
      seenHash,
      onBehalfOf: onBehalfOf?.id,
      decisionId: randomId(),
    })),
  )
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [refused, setRefused] = useState<readonly Refused[]>([])

  async function decide(comment: string) {
    setPending(true)
    setTrouble(undefined)
    try {
      const { results } = await send<{ results: OneDecided[] }>('POST', '/approvals/decisions', {
        body: { vote: wish, comment: comment.trim() || undefined, approvals },
      })
      const held = results.flatMap(({ id, decisionId, ...answer }) =>
        answer.accepted && answer.heldUntil !== undefined
          ? [{ id, decisionId, heldUntil: answer.heldUntil }]
          : [],
      )
      if (held.length > 0) offer(t(`toldMany.${wish}`, { count: held.length }), held)
      const failed = results.filter((one) => !one.accepted)
      setRefused(failed)
      for (const { id, accepted } of results) if (accepted) onDecided(id)
      if (failed.length === 0) onClose()
      await client.invalidateQueries()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return { decide, pending, trouble, refused }
}
