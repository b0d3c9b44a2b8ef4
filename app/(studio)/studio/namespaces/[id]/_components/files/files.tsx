'use client'

import { Archive, FilePlus2, FolderPlus, FolderTree, PackageOpen, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useAddress } from '#components/ui/use-address.ts'
import { cleanPath, exportHref } from './file-path.ts'
import { FilePane } from './file-pane.tsx'
import { Found } from './found.tsx'
import type { FolderTools, May, NameKind } from './folder-tools.ts'
import { Tree } from './tree.tsx'
import { UploadList } from './upload-list.tsx'
import { useDrop } from './use-drop.ts'
import { useUnsaved } from './use-unsaved.ts'
import { useTree, type Listings } from './use-tree.ts'
import { useUploads } from './use-uploads.ts'

const NameDialog = dynamic(() => import('./name-dialog.tsx'), { ssr: false })
const ImportDialog = dynamic(() => import('./import-dialog.tsx'), { ssr: false })

interface FilesProps {
  namespace: string
  /** What stands in the root, and in the folders above what is shown. */
  initial: Listings
  may: May
}

type Open = { what: 'name'; kind: NameKind; path: string } | { what: 'import'; folder: string }

/** Files of a namespace as a tree, and the one that is chosen beside it. Choice and search live in the address. */
export function Files({ namespace, initial, may }: FilesProps) {
  const t = useTranslations('studio.files')
  const common = useTranslations('common')
  const { params, put } = useAddress(true)
  const [path, q] = [cleanPath(params.get('path') ?? ''), params.get('q') ?? '']
  const tree = useTree(namespace, initial, path)
  const unsaved = useUnsaved(namespace, path)
  const uploads = useUploads(namespace)
  const [open, setOpen] = useState<Open>()
  const choice = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  /** Into which what is uploaded next goes. */
  const target = useRef('')
  const drop = useDrop(({ files, into, leftOut }) => {
    uploads.add(files, into)
    if (leftOut) toast('danger', t('noFolders'))
  })

  const choose = (next: string) => {
    put({ path: next }, 'push')
  }
  const close = () => {
    setOpen(undefined)
  }
  const tools: FolderTools = {
    make: (kind, at) => {
      setOpen({ what: 'name', kind, path: at })
    },
    upload: (folder) => {
      target.current = folder
      input.current?.click()
    },
    unpack: (folder) => {
      setOpen({ what: 'import', folder })
    },
  }

  useShown(choice, path)
  const isEmpty = !tree.isPending && tree.rows.length === 0 && q === ''
  return (
    <div {...(may.write ? drop.handlers : {})} className="space-y-4">
      <div className="flex flex-wrap gap-2">
        <SearchBox shallow label={t('search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
        <Tools namespace={namespace} mayWrite={may.write} tools={tools} isEmpty={isEmpty} />
      </div>
      <UploadList uploads={uploads} />
      {tree.trouble ? <TroubleNotice error={tree.trouble} /> : null}
      {isEmpty && path === '' ? (
        <EmptyState
          icon={FolderTree}
          title={t('empty')}
          className={drop.over === undefined ? '' : 'border-accent bg-accent-soft'}
        >
          {t.rich('emptyText', { code: (text) => <code className="font-mono">{text}</code> })}{' '}
          {may.write ? t('emptyHow') : null}
        </EmptyState>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <div
            data-folder=""
            className={cn(
              'overflow-auto rounded-lg border bg-surface max-lg:max-h-80 lg:max-h-[75dvh]',
              drop.over === '' && 'border-accent bg-accent-soft',
            )}
          >
            {q !== '' ? (
              <Found namespace={namespace} q={q} current={path} onChoose={choose} />
            ) : tree.isPending ? (
              <Skeleton className="m-3 h-48" />
            ) : isEmpty ? (
              <p className="p-4 text-sm text-ink-soft">{t('noFiles')}</p>
            ) : (
              <Tree
                rows={tree.rows}
                current={path}
                over={drop.over}
                unsaved={unsaved}
                onChoose={choose}
                onToggle={tree.toggle}
              />
            )}
          </div>
          <div ref={choice} className="min-w-0 scroll-mt-20">
            <FilePane key={path} namespace={namespace} path={path} may={may} tools={tools} onGone={choose} />
          </div>
        </div>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('uploadWhat')}
        onChange={(event) => {
          uploads.add([...(event.target.files ?? [])], target.current)
          event.target.value = ''
        }}
      />
      {open?.what === 'name' ? (
        <NameDialog
          key={`${open.kind} ${open.path}`}
          namespace={namespace}
          kind={open.kind}
          path={open.path}
          onDone={(made) => {
            close()
            choose(made)
          }}
          onClose={close}
        />
      ) : null}
      {open?.what === 'import' ? (
        <ImportDialog namespace={namespace} folder={open.folder} onClose={close} />
      ) : null}
    </div>
  )
}

interface ToolsProps {
  namespace: string
  mayWrite: boolean
  isEmpty: boolean
  tools: FolderTools
}

function Tools({ namespace, mayWrite, isEmpty, tools }: ToolsProps) {
  const t = useTranslations('studio.files')
  return (
    <>
      {mayWrite ? (
        <>
          <Button variant="primary" onClick={() => tools.make('file', '')}>
            <FilePlus2 aria-hidden />
            {t('newFile')}
          </Button>
          <Button onClick={() => tools.make('folder', '')}>
            <FolderPlus aria-hidden />
            {t('newFolder')}
          </Button>
          <Button onClick={() => tools.upload('')}>
            <Upload aria-hidden />
            {t('upload')}
          </Button>
          <Button onClick={() => tools.unpack('')}>
            <PackageOpen aria-hidden />
            {t('import')}
          </Button>
        </>
      ) : null}
      {isEmpty ? null : (
        <a href={exportHref(namespace)} download className={buttonStyle({})}>
          <Archive aria-hidden />
          {t('export')}
        </a>
      )}
    </>
  )
}

/** On a phone the file stands below the tree: what was just chosen is scrolled to. */
function useShown(choice: React.RefObject<HTMLDivElement | null>, path: string) {
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    const top = choice.current?.getBoundingClientRect().top ?? 0
    if (path !== '' && top > window.innerHeight * 0.6) choice.current?.scrollIntoView()
  }, [choice, path])
}
