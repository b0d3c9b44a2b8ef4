'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { get } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { KvDetail, KvEntry } from '#server/kv/view.ts'
import { KeyForm } from './key-form.tsx'
import { keyPath } from './key-path.ts'
import { holdsStars, typedText } from './key-text.ts'

interface KeyDrawerProps {
  /** Absent: a new one. */
  entry?: KvEntry
  namespaces?: readonly string[]
  namespace?: string
  /** Of the list, asked again after a change. */
  path: string
  mayWrite: boolean
  onClose(): void
}

/** A value, to look at, to change, or to make. */
export default function KeyDrawer(props: KeyDrawerProps) {
  const { entry, namespaces = [], namespace = '', path, mayWrite, onClose } = props
  const t = useTranslations('studio.kv')
  const common = useTranslations('common')
  return (
    <Dialog
      kind="drawer"
      open
      title={entry ? <span className="font-mono wrap-anywhere">{entry.key}</span> : t('new')}
      closeLabel={common('close')}
      className="overflow-y-auto"
      onClose={onClose}
    >
      {entry ? (
        <Known entry={entry} path={path} mayWrite={mayWrite} onClose={onClose} />
      ) : (
        <KeyForm
          begin={{ namespace, key: '', type: 'STRING', text: '', description: '' }}
          namespaces={namespaces}
          path={path}
          onDone={onClose}
        />
      )}
    </Dialog>
  )
}

type KnownProps = Required<Pick<KeyDrawerProps, 'entry' | 'path' | 'mayWrite' | 'onClose'>>

function Known({ entry, path, mayWrite, onClose }: KnownProps) {
  const t = useTranslations('studio.kv')
  const url = keyPath(entry)
  const { data, error } = useQuery({
    queryKey: [url],
    queryFn: ({ signal }) => get<KvDetail>(url, signal),
    gcTime: 0,
  })
  if (error) return <TroubleNotice error={error} />
  if (!data) return <Skeleton className="h-64" />
  const hidden = holdsStars(data.value)
  if (!mayWrite)
    return (
      <>
        <p className="mb-2 font-mono text-xs wrap-anywhere text-ink-faint">{entry.namespace}</p>
        <pre className="overflow-auto rounded-sm border bg-sunken/60 p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
          {typedText(data.value)}
        </pre>
      </>
    )
  return (
    <div className="space-y-4">
      {hidden ? (
        <Notice tone="warning">
          <p>{t('holdsSecret')}</p>
        </Notice>
      ) : null}
      <KeyForm
        begin={{
          namespace: entry.namespace,
          key: entry.key,
          type: data.type,
          text: hidden ? '' : typedText(data.value),
          description: entry.description ?? '',
          expirationDate: entry.expirationDate,
        }}
        path={path}
        onDone={onClose}
      />
    </div>
  )
}
