'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { toast } from '#components/ui/toast.tsx'
import { dropKept, readKept } from '#components/yaml-editor/kept-text.ts'
import { filePath, formOf, keptKey, nameOf, type Place } from './file-path.ts'

interface MissingProps extends Place {
  mayWrite: boolean
  /** Asked again where the file is made anew. */
  refresh: string
  onGone(path: string): void
}

/** Nothing stands at the path (any more); a text that was not saved is not lost with it. */
export function Missing({ namespace, path, mayWrite, refresh, onGone }: MissingProps) {
  const t = useTranslations('studio.files')
  const client = useQueryClient()
  const key = keptKey({ namespace, path })
  const [kept] = useState(() => readKept(key))
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function makeAgain(text: string) {
    setPending(true)
    setTrouble(undefined)
    try {
      const form = formOf(new Blob([text]))
      await send('POST', filePath({ namespace, path }, '&expected=0'), { form })
      dropKept(key)
      toast('success', t('saved', { name: nameOf(path) }))
      await client.invalidateQueries({ queryKey: [refresh] })
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <ErrorState
      title={t('missing', { path })}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {kept && mayWrite ? (
            <Button variant="primary" pending={pending} onClick={() => void makeAgain(kept.text)}>
              {t('makeAgain')}
            </Button>
          ) : null}
          <Button
            onClick={() => {
              dropKept(key)
              onGone('')
            }}
          >
            {kept ? t('discard') : t('showAll')}
          </Button>
        </div>
      }
    >
      {kept ? t('missingKept') : t('missingText')}
      {trouble ? <TroubleNotice error={trouble} className="mt-4 text-left" /> : null}
    </ErrorState>
  )
}
