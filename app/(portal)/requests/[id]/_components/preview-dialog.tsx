'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { kindOf } from './previewable.ts'

interface PreviewDialogProps {
  name: string
  href: string
  onClose(): void
}

/** Bytes of a text that are shown. */
const shownBytes = 64 * 1024

/** A picture, or the beginning of a text. */
export default function PreviewDialog({ name, href, onClose }: PreviewDialogProps) {
  const t = useTranslations('tracker')
  const common = useTranslations('common')
  return (
    <Dialog
      open
      title={<span className="wrap-anywhere">{t('previewTitle', { name })}</span>}
      closeLabel={common('close')}
      onClose={onClose}
      className="max-h-[85dvh]"
    >
      {kindOf(name) === 'picture' ? (
        <img src={href} alt={name} className="mx-auto max-h-[70dvh] max-w-full object-contain" />
      ) : (
        <TextBeginning href={href} />
      )}
    </Dialog>
  )
}

function TextBeginning({ href }: { href: string }) {
  const t = useTranslations('tracker')
  const [read, setRead] = useState<{ text: string; cut: boolean }>()
  const [trouble, setTrouble] = useState<unknown>()
  useEffect(() => {
    const stop = new AbortController()
    beginningOf(href, stop.signal).then(setRead, (error: unknown) => {
      if (!stop.signal.aborted) setTrouble(error)
    })
    return () => {
      stop.abort()
    }
  }, [href])
  if (trouble) return <TroubleNotice error={trouble} />
  if (!read) return <Skeleton className="h-40" />
  if (read.text === '') return <p className="text-ink-soft">{t('previewEmpty')}</p>
  return (
    <>
      {read.cut ? (
        <Notice tone="info" className="mb-3">
          <p>{t('previewCut')}</p>
        </Notice>
      ) : null}
      <pre tabIndex={0} className="min-h-0 flex-1 overflow-auto rounded-sm bg-sunken p-3 text-sm">
        {read.text}
      </pre>
    </>
  )
}

/** Reads no more of a file than is shown. */
async function beginningOf(href: string, signal: AbortSignal): Promise<{ text: string; cut: boolean }> {
  const answer = await fetch(href, { signal })
  if (!answer.ok || !answer.body) throw new Error(`${String(answer.status)} ${answer.statusText}`)
  const reader = answer.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { text: text + decoder.decode(), cut: false }
    const room = shownBytes - bytes
    bytes += value.length
    text += decoder.decode(value.subarray(0, room), { stream: true })
    if (value.length <= room) continue
    await reader.cancel()
    return { text, cut: true }
  }
}
