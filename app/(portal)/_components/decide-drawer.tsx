'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { ApprovalDetail } from '../inbox/_components/approval-detail.tsx'
import type { Wish } from '../inbox/_components/inbox.tsx'

interface DecideDrawerProps {
  /** Undefined: closed. */
  id: string | undefined
  personId: string
  onClose(): void
}

/** One decision, taken without leaving the page. */
export default function DecideDrawer({ id, personId, onClose }: DecideDrawerProps) {
  const t = useTranslations('inbox')
  const common = useTranslations('common')
  const [wish, setWish] = useState<Wish>()
  const close = () => {
    setWish(undefined)
    onClose()
  }
  return (
    <Dialog
      kind="drawer"
      open={id !== undefined}
      title={t('decision')}
      closeLabel={common('close')}
      onClose={close}
    >
      {id ? (
        <div className="-mx-5 min-h-0 flex-1 overflow-y-auto">
          <ApprovalDetail
            id={id}
            personId={personId}
            initial={undefined}
            wish={wish}
            onWish={setWish}
            onDecided={close}
          />
        </div>
      ) : null}
    </Dialog>
  )
}
