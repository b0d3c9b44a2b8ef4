'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { AccountForm, type AccountFormChoices } from './account-form.tsx'

export function NewAccount(props: AccountFormChoices) {
  const t = useTranslations('rights')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
  }
  return (
    <>
      <Button
        variant="primary"
        onClick={() => {
          setOpen(true)
        }}
      >
        <Plus aria-hidden />
        {t('newAccount')}
      </Button>
      <Dialog
        kind="drawer"
        open={open}
        title={t('newAccount')}
        closeLabel={common('close')}
        className="overflow-y-auto"
        onClose={close}
      >
        <AccountForm {...props} onDone={close} />
      </Dialog>
    </>
  )
}
