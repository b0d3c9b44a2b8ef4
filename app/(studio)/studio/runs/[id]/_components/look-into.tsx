'use client'

import { Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { fileAt } from './file-at.ts'

const FilePreviewDialog = dynamic(() => import('./file-preview.tsx'), { ssr: false })

/** Opens the beginning of a file of a run. */
export function LookInto({ uri }: { uri: string }) {
  const t = useTranslations('studio.preview')
  const [open, setOpen] = useState(false)
  const file = fileAt(uri)
  if (!file) return null
  return (
    <>
      <button
        type="button"
        title={t('open', { name: file.name })}
        aria-label={t('open', { name: file.name })}
        onClick={() => {
          setOpen(true)
        }}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:text-ink max-sm:size-11"
      >
        <Eye aria-hidden className="size-3.5" />
      </button>
      {open ? (
        <FilePreviewDialog
          {...file}
          uri={uri}
          onClose={() => {
            setOpen(false)
          }}
        />
      ) : null}
    </>
  )
}
