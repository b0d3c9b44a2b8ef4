'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ApprovalView } from '#server/approvals/view.ts'
import { useTakeBack } from './use-take-back.ts'

/** One's decision that does not count yet, and the way to take it back. */
export default function HeldDecision({ id, held }: { id: string; held: NonNullable<ApprovalView['held']> }) {
  const t = useTranslations('inbox')
  const { takeBack } = useTakeBack()
  const [pending, setPending] = useState(false)
  return (
    <Notice tone="info" title={t('heldTitle')}>
      <p>{t('heldText')}</p>
      <Button
        size="sm"
        className="mt-2"
        pending={pending}
        onClick={() => {
          setPending(true)
          void takeBack([{ id, decisionId: held.decisionId }]).finally(() => {
            setPending(false)
          })
        }}
      >
        {t('takeBack')}
      </Button>
    </Notice>
  )
}
