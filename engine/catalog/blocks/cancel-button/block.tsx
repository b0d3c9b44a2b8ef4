'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { blockLook } from '#components/ui/block-button.ts'
import { asText, useBlockPage, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** Ends what goes on, after a question: it cannot be taken back. */
export default function CancelButtonBlock({ properties }: BlockFaceProps) {
  const t = useTranslations('blocks')
  const common = useTranslations('common')
  const { cancel } = useBlockPage()
  const [asked, setAsked] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  if (!cancel) return null
  const label = asText(properties.text) || t('cancel')

  async function end() {
    setPending(true)
    setTrouble(undefined)
    try {
      await cancel?.()
      setAsked(false)
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : t('failed'))
    } finally {
      setPending(false)
    }
  }

  return (
    <>
      <Button
        variant={null}
        size={null}
        data-inline
        className={blockLook(properties)}
        onClick={() => {
          setAsked(true)
        }}
      >
        {label}
      </Button>
      <Dialog
        open={asked}
        title={t('cancelTitle')}
        closeLabel={common('close')}
        onClose={() => {
          setAsked(false)
        }}
      >
        <p className="text-ink-soft">{t('cancelText')}</p>
        {trouble ? (
          <Notice tone="danger" role="alert" className="mt-4">
            <p>{trouble}</p>
          </Notice>
        ) : null}
        <div className="mt-5 flex justify-end gap-2">
          <Button
            onClick={() => {
              setAsked(false)
            }}
          >
            {t('goOn')}
          </Button>
          <Button variant="danger" pending={pending} onClick={() => void end()}>
            {label}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
