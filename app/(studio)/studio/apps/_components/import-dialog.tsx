'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'

interface Taken {
  success: unknown[]
  errors: { source: string; message: string }[]
}

/** A ZIP archive of sources, or a YAML file with one or several; those that cannot be read are named, the others are taken. */
export default function ImportDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('studio.apps')
  const common = useTranslations('common')
  const router = useRouter()
  const [file, setFile] = useState<File>()
  const [tried, setTried] = useState(false)
  const [pending, setPending] = useState(false)
  const [taken, setTaken] = useState<Taken>()
  const [trouble, setTrouble] = useState<unknown>()
  const isWrong = tried && file === undefined

  async function submit() {
    setTried(true)
    if (pending || !file) return
    setPending(true)
    setTrouble(undefined)
    try {
      const form = new FormData()
      form.append('fileUpload', file)
      const answer = await send<Taken>('POST', '/apps/import', { form })
      if (answer.success.length > 0) {
        toast('success', t('imported', { count: answer.success.length }))
        router.refresh()
      }
      if (answer.errors.length === 0) onClose()
      setTaken(answer)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog open title={t('importTitle')} closeLabel={common('close')} onClose={onClose}>
      <Form noValidate onSubmit={() => void submit()} className="space-y-4">
        <p className="text-ink-soft">{t('importText')}</p>
        <Field id="apps-file" label={t('file')} error={isWrong ? t('noFile') : null}>
          <Input
            id="apps-file"
            type="file"
            accept=".zip,.yaml,.yml"
            required
            aria-invalid={isWrong}
            aria-describedby={describedBy('apps-file', { help: false, error: isWrong })}
            onChange={(event) => {
              setFile(event.target.files?.[0])
            }}
            className="py-1.5"
          />
        </Field>
        {taken && taken.errors.length > 0 ? (
          <Notice tone="danger" role="alert" title={t('notImported', { count: taken.errors.length })}>
            <ul className="space-y-1">
              {taken.errors.map(({ source, message }, index) => (
                <li key={index} className="wrap-anywhere">
                  <span className="font-medium">{source.split('\n')[0]?.slice(0, 80)}</span>: {message}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{taken ? common('close') : common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {t('importIt')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
