'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

const KeyDrawer = dynamic(() => import('./key-drawer.tsx'), { ssr: false })

interface NewKeyProps {
  /** Of the list that shows the new key. */
  path: string
  /** Known ones, to pick from; any other may be written. */
  namespaces: readonly string[]
  /** To begin with. */
  namespace: string
}

export function NewKey({ path, namespaces, namespace }: NewKeyProps) {
  const t = useTranslations('studio.kv')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="primary"
        onClick={() => {
          setOpen(true)
        }}
      >
        <Plus aria-hidden />
        {t('new')}
      </Button>
      {open ? (
        <KeyDrawer
          namespaces={namespaces}
          namespace={namespace}
          path={path}
          mayWrite
          onClose={() => {
            setOpen(false)
          }}
        />
      ) : null}
    </>
  )
}
