'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Permission } from '#server/people/permissions.ts'

const RoleDrawer = dynamic(() => import('./role-drawer.tsx'), { ssr: false })

/** @param held what the viewer holds everywhere: nobody makes a role of more */
export function NewRole({ held }: { held: readonly Permission[] }) {
  const t = useTranslations('rights')
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
        {t('newRole')}
      </Button>
      {open ? (
        <RoleDrawer
          held={held}
          mayWrite
          mayBind={false}
          onClose={() => {
            setOpen(false)
          }}
        />
      ) : null}
    </>
  )
}
