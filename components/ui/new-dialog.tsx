'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

/** A button above a list, and the dialog in which something new is made. What was begun in it is gone when it is closed. */
export function NewDialog({ label, children }: { label: string; children: ReactNode }) {
  const common = useTranslations('common')
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
        {label}
      </Button>
      {open ? (
        <Dialog
          open
          title={label}
          closeLabel={common('close')}
          onClose={() => {
            setOpen(false)
          }}
        >
          {children}
        </Dialog>
      ) : null}
    </>
  )
}
