'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from '#components/flow-form/draft.ts'
import type { RawValues } from '#components/flow-form/form-values.ts'
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
  const draftKey = `decision:${approval.id}`
  const [comment, setComment] = useState(() => String(readDraft(draftKey)?.values.comment ?? ''))
  const [refusal, setRefusal] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const { decide, tellConflict } = useSending({ approval, path, onDecided, comment, draftKey })

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
    /** With answers, for a form that tells its own troubles. Rejects where it is refused. */
    submit: async (vote: Wish, inputs: RawValues) => {
      try {
        await decide(vote, inputs)
      } catch (error) {
        await tellConflict(error)
        throw error
      }
    },
    send: async (vote: Wish) => {
      setPending(true)
      setTrouble(undefined)
      try {
        await decide(vote)
      } catch (error) {
        if (!(await tellConflict(error))) setTrouble(error)
      } finally {
        setPending(false)
      }
    },
  }
}

function useSending({
  approval,
  path,
  onDecided,
  comment,
  draftKey,
}: DecisionOptions & { comment: string; draftKey: string }) {
  const t = useTranslations('inbox')
  const client = useQueryClient()
  const takeBack = useTakeBack()
  const wish = useRef({ text: '', id: '' })

  async function post(vote: Wish, inputs?: RawValues): Promise<Decided> {
    const { version, seenHash } = approval
    const text = JSON.stringify([vote, comment, inputs, version, seenHash])
    if (wish.current.text !== text) wish.current = { text, id: randomId() }
    const { id: decisionId } = wish.current
    return send<Decided>('POST', `${path}/decisions`, {
      idempotencyKey: decisionId,
      body: {
        decisionId,
        vote,
        onBehalfOf: approval.onBehalfOf?.id,
        comment: comment.trim() || undefined,
        inputs,
        version,
        seenHash,
      },
    })
  }

  return {
    decide: async (vote: Wish, inputs?: RawValues): Promise<void> => {
      const { heldUntil } = await post(vote, inputs)
      dropDraft(draftKey)
      const said = t(`told.${vote}`)
      if (heldUntil === undefined) toast('success', said)
      else takeBack.offer(said, [{ id: approval.id, decisionId: wish.current.id, heldUntil }])
      onDecided()
      await client.invalidateQueries()
    },
    /** Not as it was shown: what it is now takes this panel's place, so the word must stand outside of it. */
    tellConflict: async (error: unknown): Promise<boolean> => {
      if (!(error instanceof ApiError) || error.status !== 409) return false
      toast('danger', error.message)
      await client.invalidateQueries({ queryKey: [path] })
      return true
    },
  }
}
