'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { AppRow } from '#server/apps/view.ts'
import { exportApps } from './export-apps.ts'

const verbs = ['enable', 'disable', 'delete'] as const
type Verb = (typeof verbs)[number]

interface AppBulkBarProps {
  chosen: readonly AppRow[]
  /** REST path of the list, asked for again after it. */
  path: string
  mayWrite: boolean
  onClear(): void
}

/** What can be done with the apps that are chosen. */
export function AppBulkBar({ chosen, path, mayWrite, onClear }: AppBulkBarProps) {
  const t = useTranslations('studio.apps')
  const [verb, setVerb] = useState<Verb>()
  const [trouble, setTrouble] = useState<unknown>()
  if (chosen.length === 0) return <p role="status" className="sr-only" />
  const uids = chosen.map(({ uid }) => uid)
  return (
    <div className="mb-3 space-y-2">
      <div className="flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-3 py-2 text-sm">
        <span role="status" className="mr-2 font-medium">
          {t('chosen', { count: chosen.length })}
        </span>
        <Button
          size="sm"
          onClick={() => {
            setTrouble(undefined)
            exportApps(uids).catch(setTrouble)
          }}
        >
          {t('export')}
        </Button>
        {mayWrite
          ? verbs.map((one) => (
              <Button
                key={one}
                size="sm"
                variant={one === 'delete' ? 'danger' : undefined}
                onClick={() => {
                  setVerb(one)
                }}
              >
                {t(one)}
              </Button>
            ))
          : null}
        <Button size="sm" variant="ghost" onClick={onClear}>
          {t('clear')}
        </Button>
      </div>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {verb ? (
        <BulkDialog
          verb={verb}
          uids={uids}
          path={path}
          onClose={() => {
            setVerb(undefined)
          }}
          onDone={() => {
            setVerb(undefined)
            onClear()
          }}
        />
      ) : null}
    </div>
  )
}

interface BulkDialogProps {
  verb: Verb
  uids: readonly string[]
  path: string
  onClose(): void
  onDone(): void
}

function BulkDialog({ verb, uids, path, onClose, onDone }: BulkDialogProps) {
  const t = useTranslations('studio.apps')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function act() {
    setPending(true)
    setTrouble(undefined)
    try {
      if (verb === 'delete') await send('DELETE', '/apps', { body: { uids } })
      else await send('POST', `/apps/${verb}`, { body: { uids } })
      await client.invalidateQueries({ queryKey: [path] })
      toast('success', t(`${verb}Done`, { count: uids.length }))
      onDone()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog
      open
      title={t(`${verb}Title`, { count: uids.length })}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <p className="text-ink-soft">{t(`${verb}Text`)}</p>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button
          variant={verb === 'delete' ? 'danger' : 'primary'}
          pending={pending}
          onClick={() => void act()}
        >
          {t(verb)}
        </Button>
      </div>
    </Dialog>
  )
}
