'use client'

import { Download, Eye, FileText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { RequestView } from '#server/requests/view.ts'
import { kindOf } from './previewable.ts'

const PreviewDialog = later(() => import('./preview-dialog.tsx'))

interface FilesProps {
  files: RequestView['files']
  href(uri: string): string
}

/** What the request has made, to look at and to download. */
export default function Files({ files, href }: FilesProps) {
  const t = useTranslations('tracker')
  const size = useByteSize()
  const [shown, setShown] = useState<RequestView['files'][number]>()
  return (
    <Section id="files" title={t('files')}>
      <Card>
        <ul className="divide-y">
          {files.map((file) => (
            <li key={file.uri} className="flex items-center gap-3 py-2 pr-2 pl-4">
              <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
              <span className="min-w-0 flex-1 truncate">{file.name}</span>
              <span className="shrink-0 text-sm text-ink-faint tabular-nums">{size(file.size)}</span>
              {kindOf(file.name) ? (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t('preview', { name: file.name })}
                  onClick={() => {
                    setShown(file)
                  }}
                >
                  <Eye aria-hidden />
                </Button>
              ) : null}
              <a
                href={href(file.uri)}
                download
                aria-label={t('downloadFile', { name: file.name })}
                className={buttonStyle({ size: 'sm' })}
              >
                <Download aria-hidden />
                <span className="max-sm:sr-only">{t('download')}</span>
              </a>
            </li>
          ))}
        </ul>
      </Card>
      {shown ? (
        <PreviewDialog
          name={shown.name}
          href={href(shown.uri)}
          onClose={() => {
            setShown(undefined)
          }}
        />
      ) : null}
    </Section>
  )
}
