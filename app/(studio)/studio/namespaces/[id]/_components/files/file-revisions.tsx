'use client'

import { Eye, History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { FileVersion } from '#server/namespace-files/view.ts'
import type { Place } from './file-path.ts'

const RevisionDrawer = dynamic(() => import('./revision-drawer.tsx'), { ssr: false })

interface FileRevisionsProps extends Place {
  /** The oldest first. */
  revisions: readonly FileVersion[]
  mayWrite: boolean
  /** Where they are from. */
  url: string
}

/** Lines that are drawn at first. */
const few = 5

/** The revisions of a file, the newest first; each is looked into, and brought back. */
export function FileRevisions({ namespace, path, revisions, mayWrite, url }: FileRevisionsProps) {
  const t = useTranslations('studio.files')
  const size = useByteSize()
  const [open, setOpen] = useState<FileVersion>()
  const [isWhole, setWhole] = useState(false)
  const all = revisions.toReversed()
  const newest = all[0]
  if (!newest) return null
  return (
    <Section id="file-revisions" title={t('revisions')}>
      <ul aria-labelledby="file-revisions" className="divide-y rounded-lg border bg-surface">
        {(isWhole ? all : all.slice(0, few)).map((row) => (
          <li key={row.revision} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <span className="font-medium">{t('revision', { revision: row.revision })}</span>
            {row === newest ? <Badge tone="success">{t('newest')}</Badge> : null}
            <span className="text-ink-soft">
              <RelativeTime at={row.created} /> · {size(row.size)}
            </span>
            {row === newest ? null : (
              <Button
                size="sm"
                variant="ghost"
                className="ml-auto"
                aria-label={t('lookInto', { revision: row.revision })}
                onClick={() => setOpen(row)}
              >
                <Eye aria-hidden />
                {t('look')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {all.length > few && !isWhole ? (
        <Button size="sm" onClick={() => setWhole(true)}>
          <History aria-hidden />
          {t('allRevisions', { count: all.length })}
        </Button>
      ) : null}
      {open ? (
        <RevisionDrawer
          namespace={namespace}
          path={path}
          revision={open}
          newest={newest}
          mayWrite={mayWrite}
          url={url}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </Section>
  )
}
