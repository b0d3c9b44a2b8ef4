'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import { formOf, partPath } from './file-path.ts'

interface ImportDialogProps {
  namespace: string
  /** Into which the archive is unpacked; empty: the root. */
  folder: string
  onClose(): void
}

/** Unpacks a ZIP archive; says before it what becomes of files that are there. */
export default function ImportDialog({ namespace, folder, onClose }: ImportDialogProps) {
  const t = useTranslations('studio.files')
  const common = useTranslations('common')
  const [file, setFile] = useState<File>()
  const [tried, setTried] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const isWrong = tried && file === undefined

  async function submit() {
    setTried(true)
    if (pending || !file) return
    setPending(true)
    setTrouble(undefined)
    try {
      const url = partPath('import', { namespace, path: folder })
      const { paths } = await send<{ paths: string[] }>('POST', url, { form: formOf(file) })
      toast('success', t('imported', { count: paths.length }))
      onClose()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog open title={t('importTitle')} closeLabel={common('close')} onClose={onClose}>
      <Form noValidate onSubmit={() => void submit()} className="space-y-4">
        <p className="text-ink-soft">
          {folder === '' ? t('importRoot') : t('importInto', { folder })} {t('importText')}
        </p>
        <Field id="archive" label={t('archive')} error={isWrong ? t('wrongArchive') : null}>
          <Input
            id="archive"
            type="file"
            accept=".zip,application/zip"
            required
            aria-invalid={isWrong}
            aria-describedby={describedBy('archive', { help: false, error: isWrong })}
            onChange={(event) => setFile(event.target.files?.[0])}
            className="py-1.5"
          />
        </Field>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {t('importIt')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
