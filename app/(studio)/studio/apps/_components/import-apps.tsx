'use client'

import { Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

const ImportDialog = dynamic(() => import('./import-dialog.tsx'), { ssr: false })

/** Takes up apps from a file, with the question which one. */
export function ImportApps() {
  const t = useTranslations('studio.apps')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true)
        }}
      >
        <Upload aria-hidden />
        {t('import')}
      </Button>
      {open ? (
        <ImportDialog
          onClose={() => {
            setOpen(false)
          }}
        />
      ) : null}
    </>
  )
}
