'use client'

import { Download, FileText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import type { RequestView } from '#server/requests/view.ts'

interface FilesProps {
  files: RequestView['files']
  href(uri: string): string
}

/** What the request has made, to download. */
export function Files({ files, href }: FilesProps) {
  const t = useTranslations('tracker')
  const size = useByteSize()
  if (files.length === 0) return null
  return (
    <Section id="files" title={t('files')}>
      <Card>
        <ul className="divide-y">
          {files.map((file) => (
            <li key={file.uri} className="flex items-center gap-3 py-2 pr-2 pl-4">
              <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
              <span className="min-w-0 flex-1 truncate">{file.name}</span>
              <span className="shrink-0 text-sm text-ink-faint tabular-nums">{size(file.size)}</span>
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
    </Section>
  )
}
