'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DropArea } from '#components/ui/drop-area.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { AppMarkView } from '#server/apps/mark-of.ts'

interface PictureDialogProps {
  /** REST path of the app. */
  path: string
  mark: AppMarkView
  onClose(): void
}

/** The picture by which people find an app among others. */
export default function PictureDialog({ path, mark, onClose }: PictureDialogProps) {
  const t = useTranslations('studio.apps')
  const common = useTranslations('common')
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function change(form: FormData | undefined) {
    if (pending) return
    setPending(true)
    setTrouble(undefined)
    try {
      await send(form ? 'PUT' : 'DELETE', `${path}/thumbnail`, { form })
      toast('success', t(form ? 'pictureKept' : 'pictureRemoved'))
      router.refresh()
      onClose()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog open title={t('picture')} closeLabel={common('close')} onClose={onClose}>
      <div className="space-y-4" aria-busy={pending}>
        <p className="text-ink-soft">{t('pictureText')}</p>
        {mark.named ? (
          <Notice tone="info">
            <p>{t('pictureNamed')}</p>
          </Notice>
        ) : (
          <>
            {mark.thumbnail === undefined ? null : (
              <div className="flex flex-wrap items-center gap-4">
                <img
                  src={mark.thumbnail}
                  alt={t('pictureNow')}
                  className="size-16 rounded-sm border object-cover"
                />
                <Button size="sm" pending={pending} onClick={() => void change(undefined)}>
                  <Trash2 aria-hidden />
                  {t('removePicture')}
                </Button>
              </div>
            )}
            <DropArea
              accept="image/png,image/jpeg,image/webp,image/gif,image/svg+xml"
              disabled={pending}
              invalid={Boolean(trouble)}
              onFiles={([file]) => {
                if (!file) return
                const form = new FormData()
                form.append('fileUpload', file)
                void change(form)
              }}
            >
              <span>{t('dropPicture')}</span>
              <span className="text-xs text-ink-faint">{t('pictureKinds')}</span>
            </DropArea>
          </>
        )}
        {trouble ? <TroubleNotice error={trouble} /> : null}
      </div>
    </Dialog>
  )
}
