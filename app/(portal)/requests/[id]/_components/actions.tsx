'use client'

import { Copy, Undo2, Workflow } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import type { RequestView } from '#server/requests/view.ts'

const WithdrawDialog = dynamic(() => import('./withdraw-dialog.tsx'), { ssr: false })

/** What this reader may do with the request. */
export function Actions({ request }: { request: RequestView }) {
  const t = useTranslations('tracker')
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const [used, setUsed] = useState(false)
  return (
    <>
      {request.may.openRun ? (
        <Link href={`/studio/runs/${request.executionId}`} className={buttonStyle({ variant: 'ghost' })}>
          <Workflow aria-hidden />
          {t('openRun')}
        </Link>
      ) : null}
      {request.may.copy && request.app ? (
        <Link href={`/apps/${request.app.id}?from=${request.id}`} className={buttonStyle({})}>
          <Copy aria-hidden />
          {t('copy')}
        </Link>
      ) : null}
      {request.may.withdraw ? (
        <Button
          onClick={() => {
            setUsed(true)
            setAsked(true)
          }}
        >
          <Undo2 aria-hidden />
          {t('withdraw')}
        </Button>
      ) : null}
      {used ? (
        <WithdrawDialog
          open={asked}
          requestId={request.id}
          number={request.number}
          onClose={() => {
            setAsked(false)
          }}
          onDone={() => {
            setAsked(false)
            void client.invalidateQueries({ queryKey: [`/requests/${request.id}`] })
          }}
        />
      ) : null}
    </>
  )
}
