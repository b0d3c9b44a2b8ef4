'use client'

import { FilePlus2, FolderPlus, PackageOpen, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import type { FolderTools } from './folder-tools.ts'

interface FolderViewProps {
  path: string
  /** In it and below. */
  files: number
  mayWrite: boolean
  tools: FolderTools
}

/** What can be done in a folder; a place to drop files on. */
export function FolderView({ path, files, mayWrite, tools }: FolderViewProps) {
  const t = useTranslations('studio.files')
  if (!mayWrite) return files === 0 ? <p className="text-sm text-ink-soft">{t('emptyFolder')}</p> : null
  return (
    <div data-folder={path} className="space-y-3 rounded-lg border border-dashed px-4 py-6">
      <p className="text-sm text-ink-soft">{t('dropHere')}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => tools.make('file', path)}>
          <FilePlus2 aria-hidden />
          {t('newFileHere')}
        </Button>
        <Button onClick={() => tools.make('folder', path)}>
          <FolderPlus aria-hidden />
          {t('newFolderHere')}
        </Button>
        <Button onClick={() => tools.upload(path)}>
          <Upload aria-hidden />
          {t('uploadHere')}
        </Button>
        <Button onClick={() => tools.unpack(path)}>
          <PackageOpen aria-hidden />
          {t('importHere')}
        </Button>
      </div>
    </div>
  )
}
