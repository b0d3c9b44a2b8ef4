'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { DraftRow } from '#server/drafts/view.ts'

/** Makes a draft of a request and goes on with it: looking at an address changes nothing, so the page asks for it. */
export function CopyRequest({ appId, requestId }: { appId: string; requestId: string }) {
  const t = useTranslations('app')
  const router = useRouter()
  const [trouble, setTrouble] = useState<unknown>()
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    const path = `/apps/view/${encodeURIComponent(appId)}/drafts`
    send<DraftRow>('POST', path, { body: { from: requestId } }).then(({ id }) => {
      router.replace(`/apps/${appId}?draft=${id}`)
    }, setTrouble)
  }, [appId, requestId, router])

  if (trouble)
    return (
      <div className="max-w-160 space-y-4">
        <TroubleNotice error={trouble} />
        <a href={`/apps/${appId}?new=1`} className={buttonStyle({})}>
          {t('startAnew')}
        </a>
      </div>
    )
  return (
    <div aria-busy className="max-w-160 space-y-5">
      <p role="status" className="text-ink-soft">
        {t('copying')}
      </p>
      {Array.from({ length: 4 }, (_, field) => (
        <Skeleton key={field} className="h-9" />
      ))}
    </div>
  )
}
