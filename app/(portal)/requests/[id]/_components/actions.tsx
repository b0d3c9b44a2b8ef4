'use client'

import { CircleX, Copy, FileCheck, Undo2, Workflow } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { later } from '#components/ui/later.tsx'
import type { RequestView } from '#server/requests/view.ts'

const WithdrawDialog = later(() => import('./withdraw-dialog.tsx'))
const ReasonDialog = later(() => import('./reason-dialog.tsx'))

type Wish = 'withdraw' | 'ask-to-cancel' | 'close'

/** What this reader may do with the request. */
export function Actions({ request }: { request: RequestView }) {
  const t = useTranslations('tracker')
  const client = useQueryClient()
  const [asked, setAsked] = useState<Wish>()
  const [used, setUsed] = useState<Wish>()
  const { may } = request
  const open = (wish: Wish) => () => {
    setUsed(wish)
    setAsked(wish)
  }
  const dialog = {
    open: asked === used,
    requestId: request.id,
    number: request.number,
    onClose: () => {
      setAsked(undefined)
    },
    onDone: () => {
      setAsked(undefined)
      void client.invalidateQueries({ queryKey: [`/requests/${request.id}`] })
    },
  }
  return (
    <>
      {may.openRun ? (
        <Link href={`/studio/runs/${request.executionId}`} className={buttonStyle({ variant: 'ghost' })}>
          <Workflow aria-hidden />
          {t('openRun')}
        </Link>
      ) : null}
      {may.evidence ? (
        // each look at it is an entry of the audit: none before somebody wants it
        <Link
          href={`/requests/${request.id}/evidence`}
          prefetch={false}
          className={buttonStyle({ variant: 'ghost' })}
        >
          <FileCheck aria-hidden />
          {t('evidence')}
        </Link>
      ) : null}
      {/* while it waits to be sent again, a copy would only be taken for that */}
      {may.copy && request.app && !request.changes ? (
        <Link href={`/apps/${request.app.id}?from=${request.id}`} className={buttonStyle({})}>
          <Copy aria-hidden />
          {t('copy')}
        </Link>
      ) : null}
      {may.withdraw ? (
        <Button onClick={open('withdraw')}>
          <Undo2 aria-hidden />
          {t('withdraw')}
        </Button>
      ) : null}
      {may.askToCancel ? <Button onClick={open('ask-to-cancel')}>{t('askToCancel')}</Button> : null}
      {may.close ? (
        <Button onClick={open('close')}>
          <CircleX aria-hidden />
          {t('close')}
        </Button>
      ) : null}
      {used === 'withdraw' ? <WithdrawDialog {...dialog} /> : null}
      {used === 'ask-to-cancel' || used === 'close' ? (
        <ReasonDialog key={used} kind={used} {...dialog} />
      ) : null}
    </>
  )
}
