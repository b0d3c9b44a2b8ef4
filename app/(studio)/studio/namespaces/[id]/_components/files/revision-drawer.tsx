'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Download, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import { SourceDiff } from '#components/yaml-editor/source-diff.tsx'
import type { FileVersion } from '#server/namespace-files/view.ts'
import { filePath, nameOf, partPath, type Place } from './file-path.ts'
import { mostTextBytes } from './file-text.ts'
import { useContent } from './use-content.ts'

interface RevisionDrawerProps extends Place {
  revision: FileVersion
  newest: FileVersion
  mayWrite: boolean
  /** Of the list, asked again after it. */
  url: string
  onClose(): void
}

/** What a file held at a revision and what has changed since, and the way to bring it back. */
export default function RevisionDrawer(props: RevisionDrawerProps) {
  const { namespace, path, revision: older, newest, mayWrite, url, onClose } = props
  const place = { namespace, path }
  const revision = older.revision
  const t = useTranslations('studio.files')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function bringBack() {
    setPending(true)
    setTrouble(undefined)
    try {
      const query = `&revision=${String(revision)}&expected=${String(newest.revision)}`
      await send('POST', partPath('restore', place) + query)
      await client.invalidateQueries({ queryKey: [url] })
      toast('success', t('broughtBack', { revision }))
      onClose()
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog
      kind="drawer"
      open
      title={<span className="wrap-anywhere">{t('revisionOf', { revision, name: nameOf(path) })}</span>}
      closeLabel={common('close')}
      className="min-h-0 gap-3"
      onClose={onClose}
    >
      <div className="flex flex-wrap gap-2">
        {mayWrite ? (
          <Button variant="primary" size="sm" pending={pending} onClick={() => void bringBack()}>
            <Undo2 aria-hidden />
            {t('bringBack')}
          </Button>
        ) : null}
        <a
          href={`/api/v1${filePath(place, `&revision=${String(revision)}`)}`}
          download
          className={buttonStyle({ size: 'sm' })}
        >
          <Download aria-hidden />
          {t('download')}
        </a>
      </div>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <div className="min-h-0 flex-1 overflow-auto">
        {Math.max(older.size, newest.size) > mostTextBytes ? (
          <p className="text-sm text-ink-soft">{t('noText')}</p>
        ) : (
          <Texts place={place} revision={revision} newest={newest.revision} />
        )}
      </div>
    </Dialog>
  )
}

function Texts({ place, revision, newest }: { place: Place; revision: number; newest: number }) {
  const t = useTranslations('studio.files')
  const [before, after] = [useContent(place, revision), useContent(place, newest)]
  const error = before.error ?? after.error
  if (error) return <TroubleNotice error={error} />
  if (!before.data || !after.data) return <Skeleton className="h-64" />
  if (!before.data.read) return <p className="text-sm text-ink-soft">{t('noText')}</p>
  const text = before.data.read.text
  return (
    <SourceDiff
      before={text}
      after={after.data.read?.text ?? text}
      label={t('revisionOf', { revision, name: nameOf(place.path) })}
    />
  )
}
