'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useKeptText } from '#components/yaml-editor/use-kept-text.ts'
import { filePath, formOf, keptKey, nameOf, type Place } from './file-path.ts'
import { writeText, type FileText } from './file-text.ts'

const TextEditor = dynamic(() => import('#components/yaml-editor/text-editor.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-96 rounded-sm" />,
})

interface TextFileProps extends Place {
  /** The newest revision, as it is known here. */
  saved: FileText & { revision: number }
  mayWrite: boolean
  /** Asked again after a save. */
  revisionsPath: string
}

/** The text of a file. A save goes over the revision that was opened and over no other, unless one says so. */
export function TextFile({ namespace, path, saved, mayWrite, revisionsPath }: TextFileProps) {
  const t = useTranslations('studio.files')
  const name = nameOf(path)
  const client = useQueryClient()
  const state = useKeptText(keptKey({ namespace, path }), { source: saved.text, revision: saved.revision })
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const { changed, revision, replace } = state
  const isNewer = saved.revision > revision || (state.restored && saved.revision !== revision)
  const isConflict = changed && isNewer && !pending

  // who has typed nothing sees what the others save
  useEffect(() => {
    if (!changed && saved.revision > revision) replace(saved.text, saved.revision)
  }, [changed, saved.revision, saved.text, revision, replace])

  async function save(over: number) {
    if (pending || !changed) return
    const sent = state.text
    setPending(true)
    setTrouble(undefined)
    try {
      const form = formOf(writeText({ text: sent, lineEnd: saved.lineEnd }))
      await send('POST', filePath({ namespace, path }, `&expected=${String(over)}`), { form })
      await client.invalidateQueries({ queryKey: [revisionsPath] })
      state.published(sent, over + 1)
      toast('success', t('saved', { name }))
    } catch (error) {
      const isOvertaken =
        error instanceof ApiError && error.details.some((detail) => detail.path === 'expected')
      if (isOvertaken) await client.invalidateQueries({ queryKey: [revisionsPath] })
      else setTrouble(error)
    }
    setPending(false)
  }

  return (
    <div className="space-y-3">
      {state.restored && changed && !isConflict ? <Notice tone="info">{t('restored')}</Notice> : null}
      {isConflict ? (
        <Notice tone="warning" role="alert" title={t('conflict', { revision: saved.revision })}>
          <p>{t('conflictText')}</p>
          <div className="flex flex-wrap gap-2 pt-1">
            <Button size="sm" onClick={() => replace(saved.text, saved.revision)}>
              {t('takeTheirs')}
            </Button>
            <Button size="sm" variant="danger" onClick={() => void save(saved.revision)}>
              {t('saveOver')}
            </Button>
          </div>
        </Notice>
      ) : null}
      <TextEditor
        label={t('text', { name })}
        text={state.text}
        language={/\.(ya?ml|json)$/i.test(name) ? 'yaml' : 'text'}
        readOnly={!mayWrite}
        className="h-[55dvh] min-h-64"
        onChange={state.setText}
        onSave={mayWrite ? () => void save(revision) : undefined}
      />
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {mayWrite ? (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            variant="primary"
            pending={pending}
            disabled={!changed || isConflict}
            aria-keyshortcuts="Control+S"
            onClick={() => void save(revision)}
          >
            {t('save')}
          </Button>
          {changed ? (
            <Button onClick={() => replace(saved.text, saved.revision)}>{t('discard')}</Button>
          ) : null}
          <span role="status">{changed ? <Badge tone="warning">{t('unsaved')}</Badge> : null}</span>
        </div>
      ) : null}
    </div>
  )
}
