'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from '#components/flow-form/draft.ts'
import { ApiError, send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import { toast } from '#components/ui/toast.tsx'
import type { Decided } from '#server/approvals/decide-approval.ts'
import type { ApprovalView } from '#server/approvals/view.ts'
import type { Wish } from './inbox.tsx'
import { useTakeBack } from './use-take-back.ts'

interface DecisionOptions {
  approval: Pick<ApprovalView, 'id' | 'version' | 'seenHash' | 'onBehalfOf'>
  path: string
  onDecided(): void
}

/** Sends one decision. Its id stays the same for a repeat of the same one, so it counts once. */
export function useDecision({ approval, path, onDecided }: DecisionOptions) {
  const t = useTranslations('inbox')
  const client = useQueryClient()
  const takeBack = useTakeBack()
  const draftKey = `decision:${approval.id}`
  const [comment, setComment] = useState(() => String(readDraft(draftKey)?.values.comment ?? ''))
  const [refusal, setRefusal] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const wish = useRef({ text: '', id: '' })

  async function post(vote: Wish): Promise<Decided> {
    const text = JSON.stringify([vote, comment, approval.version, approval.seenHash])
    if (wish.current.text !== text) wish.current = { text, id: randomId() }
    return send<Decided>('POST', `${path}/decisions`, {
      idempotencyKey: wish.current.id,
      body: {
        decisionId: wish.current.id,
        vote,
        onBehalfOf: approval.onBehalfOf?.id,
        comment: comment.trim() || undefined,
        version: approval.version,
        seenHash: approval.seenHash,
      },
    })
  }

  return {
    comment,
    refusal,
    trouble,
    pending,
    refuse: setRefusal,
    write: (text: string) => {
      setComment(text)
      setRefusal(undefined)
      keepDraft(draftKey, text ? { comment: text } : {})
    },
    send: async (vote: Wish) => {
      setPending(true)
      setTrouble(undefined)
      try {
        const { heldUntil } = await post(vote)
        dropDraft(draftKey)
        const said = t(`told.${vote}`)
        if (heldUntil === undefined) toast('success', said)
        else takeBack.offer(said, [{ id: approval.id, decisionId: wish.current.id, heldUntil }])
        onDecided()
        await client.invalidateQueries()
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) {
          setTrouble(error)
          return
        }
        // Not as it was shown: what it is now takes this panel's place, so the word must stand outside of it.
        toast('danger', error.message)
        await client.invalidateQueries({ queryKey: [path] })
      } finally {
        setPending(false)
      }
    },
  }
}
