'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DropArea } from '#components/ui/drop-area.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { ImportResult } from '#server/people-csv/view.ts'
import { ImportRows } from './import-rows.tsx'

const columns = 'mail, name, groups, roles, manager, timeZone, language, active'

interface ImportProps {
  /** REST path of the list behind it. */
  path: string
  /** Whether mail is sent: then people are invited by it. */
  mail: boolean
}

/** Opens the import of people from a file. */
export function ImportPeople({ path, mail }: ImportProps) {
  const t = useTranslations('peopleFile')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
  }
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
      <Dialog
        kind="drawer"
        open={open}
        title={t('title')}
        closeLabel={common('close')}
        className="max-w-3xl overflow-y-auto"
        onClose={close}
      >
        <FileOfPeople path={path} mail={mail} onDone={close} />
      </Dialog>
    </>
  )
}

/** A file is looked at first; only what was looked at can be done. */
function FileOfPeople({ path, mail, onDone }: ImportProps & { onDone(): void }) {
  const t = useTranslations('peopleFile')
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const [tried, setTried] = useState<ImportResult>()
  const [invite, setInvite] = useState(mail)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function play(chosen: File, dryRun: boolean) {
    setPending(true)
    setTrouble(undefined)
    const form = new FormData()
    form.set('file', chosen)
    try {
      const result = await send<ImportResult>(
        'POST',
        `/users/import?dryRun=${String(dryRun)}&invite=${String(invite)}`,
        { form },
      )
      setTried(result)
      if (!result.applied) return
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', t('done', { count: result.counts.new + result.counts.changed }))
      onDone()
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  function look(chosen: File | undefined) {
    if (!chosen || pending) return
    setFile(chosen)
    setTried(undefined)
    void play(chosen, true)
  }

  const moved = tried ? tried.counts.new + tried.counts.changed : 0
  return (
    <div className="space-y-4">
      <p className="text-sm text-ink-soft">{t('help', { columns })}</p>
      <DropArea
        id="people-file"
        accept=".csv,text/csv"
        onFiles={([chosen]) => {
          look(chosen)
        }}
      >
        <span>{file ? t('another') : t('drop')}</span>
        <span className="text-xs">{t('limits')}</span>
      </DropArea>
      <div role="status" className="space-y-4 empty:hidden">
        {file && pending && !tried ? <p>{t('looking', { name: file.name })}</p> : null}
        {trouble ? <TroubleNotice error={trouble} /> : null}
      </div>
      {file && tried ? (
        <>
          <ImportRows name={file.name} result={tried} />
          {tried.counts.new > 0 && tried.counts.wrong === 0 ? (
            <div className="text-sm">
              {mail ? (
                <Checkbox
                  label={t('invite')}
                  checked={invite}
                  onChange={(event) => {
                    setInvite(event.target.checked)
                  }}
                />
              ) : null}
              {invite ? null : <p className="text-ink-soft">{t('newHelp')}</p>}
            </div>
          ) : null}
          {tried.counts.wrong > 0 ? <p>{t('mend')}</p> : null}
          {tried.counts.wrong === 0 && moved === 0 ? <p>{t('nothing')}</p> : null}
          {tried.counts.wrong === 0 && moved > 0 ? (
            <Button variant="primary" pending={pending} onClick={() => void play(file, false)}>
              {t('confirm', { count: moved })}
            </Button>
          ) : null}
        </>
      ) : null}
    </div>
  )
}
