'use client'

import { ChevronRight, File, Folder, FolderOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState, type KeyboardEvent } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { folderOf } from './file-path.ts'
import type { TreeRow } from './use-tree.ts'

interface TreeProps {
  rows: readonly TreeRow[]
  /** Path of what is shown beside it. */
  current: string
  /** Into which something is dragged. */
  over: string | undefined
  /** Files with a text that is not saved. */
  unsaved: ReadonlySet<string>
  onChoose(path: string): void
  onToggle(folder: string, isOpen: boolean): void
}

/** Lines that are drawn at once. */
const batch = 500

/** A tree as WAI-ARIA has it: one stop for the Tab key, arrows walk, Enter shows. */
export function Tree({ rows: all, current, over, unsaved, onChoose, onToggle }: TreeProps) {
  const t = useTranslations('studio.files')
  const [cursor, setCursor] = useState(current)
  const [most, setMost] = useState(batch)
  const list = useRef<HTMLUListElement>(null)
  const rows = all.slice(0, most)
  const at = Math.max(
    rows.findIndex(({ path }) => path === cursor),
    0,
  )

  function walk(to: number) {
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    if (!row) return
    setCursor(row.path)
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.path)}"]`)?.focus()
  }

  function activate({ path, folder }: TreeRow) {
    setCursor(path)
    if (folder) onToggle(path, path === current ? !folder.isOpen : true)
    onChoose(path)
  }

  function onKey(event: KeyboardEvent) {
    const row = rows[at]
    if (!row || event.metaKey || event.ctrlKey || event.altKey) return
    const keys: Record<string, () => void> = {
      ArrowDown: () => walk(at + 1),
      ArrowUp: () => walk(at - 1),
      Home: () => walk(0),
      End: () => walk(rows.length - 1),
      Enter: () => activate(row),
      ' ': () => activate(row),
      ArrowRight: () => {
        if (row.folder?.isOpen) walk(at + 1)
        else if (row.folder) onToggle(row.path, true)
      },
      ArrowLeft: () => {
        if (row.folder?.isOpen) onToggle(row.path, false)
        else walk(rows.findIndex(({ path }) => path === folderOf(row.path)))
      },
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <>
      <ul ref={list} role="tree" aria-label={t('tree')} onKeyDown={onKey} className="py-1">
        {rows.map((row, index) => (
          <Line
            key={row.path}
            row={row}
            isStop={index === at}
            isCurrent={row.path === current}
            isUnsaved={unsaved.has(row.path)}
            isOver={over === row.path && row.folder !== undefined}
            onClick={() => {
              activate(row)
            }}
          />
        ))}
      </ul>
      {all.length > most ? (
        <div className="p-2">
          <Button
            size="sm"
            onClick={() => {
              setMost(most + batch)
            }}
          >
            {t('more', { count: all.length - most })}
          </Button>
        </div>
      ) : null}
    </>
  )
}

interface LineProps {
  row: TreeRow
  isStop: boolean
  isCurrent: boolean
  isUnsaved: boolean
  isOver: boolean
  onClick(): void
}

function Line({ row, isStop, isCurrent, isUnsaved, isOver, onClick }: LineProps) {
  const t = useTranslations('studio.files')
  const { path, name, level, place, beside, folder } = row
  const Icon = folder ? (folder.isOpen ? FolderOpen : Folder) : File
  return (
    <li
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={beside}
      aria-expanded={folder?.isOpen}
      aria-selected={isCurrent}
      aria-busy={folder?.isPending}
      tabIndex={isStop ? 0 : -1}
      data-path={path}
      data-folder={folder ? path : folderOf(path)}
      onClick={onClick}
      style={{ paddingInlineStart: `${String(level * 14 - 6)}px` }}
      className={cn(
        'flex min-h-8 cursor-pointer items-center gap-1.5 py-1 pr-2 text-sm hover:bg-sunken focus-visible:-outline-offset-2 max-sm:min-h-11',
        isCurrent && 'bg-accent-soft font-medium text-accent-strong',
        isOver && 'bg-accent-soft outline-2 -outline-offset-2 outline-accent',
      )}
    >
      <ChevronRight
        aria-hidden
        className={cn(
          'size-3.5 shrink-0 text-ink-faint',
          folder ? '' : 'invisible',
          folder?.isOpen && 'rotate-90',
        )}
      />
      <Icon
        aria-hidden
        className={cn('size-4 shrink-0 text-ink-faint', folder?.isPending && 'animate-pulse')}
      />
      <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
      {isUnsaved ? <Badge tone="warning">{t('unsaved')}</Badge> : null}
    </li>
  )
}
