'use client'

import { ArrowRight, FileText, LayoutGrid, ListChecks, Search, Workflow, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Place } from './rail.tsx'
import { useSearch, type Found } from './use-search.ts'

const icons: Record<Found['kind'], LucideIcon> = {
  app: LayoutGrid,
  request: ListChecks,
  flow: Workflow,
  page: FileText,
}

interface SearchPaletteProps {
  open: boolean
  places: readonly Place[]
  onClose(): void
}

/** Everything one can go to: apps, requests, pages, and flows for those who may see them. */
export default function SearchPalette({ open, places, onClose }: SearchPaletteProps) {
  const t = useTranslations('frame')
  return (
    <Dialog kind="palette" open={open} title={t('search')} closeLabel={t('close')} onClose={onClose}>
      <Palette places={places} onClose={onClose} />
    </Dialog>
  )
}

function Palette({ places, onClose }: Omit<SearchPaletteProps, 'open'>) {
  const t = useTranslations('frame')
  const router = useRouter()
  const listId = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { found, pending } = useSearch(text, places)
  const current = found[Math.min(at, found.length - 1)]
  const optionId = (item: Found) => `${listId}-${item.kind}-${item.href}`

  function go(item: Found | undefined) {
    if (!item) return
    onClose()
    router.push(item.href)
  }

  function take(key: string): boolean {
    if (key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (key === 'Enter') go(current)
    else return false
    return true
  }

  return (
    <>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 text-ink-faint" />
        <input
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current ? optionId(current) : undefined}
          aria-label={t('search')}
          placeholder={t('search')}
          autoFocus
          value={text}
          maxLength={100}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (take(event.key)) event.preventDefault()
          }}
          className="h-12 flex-1 bg-transparent text-md outline-none"
        />
      </div>
      <ul
        id={listId}
        role="listbox"
        aria-label={t('search')}
        className="max-h-[50vh] min-h-40 overflow-y-auto p-1.5"
      >
        {found.map((item) => {
          const Icon = icons[item.kind]
          return (
            <li
              key={optionId(item)}
              id={optionId(item)}
              role="option"
              aria-selected={item === current}
              onMouseMove={() => {
                setAt(found.indexOf(item))
              }}
              onClick={() => {
                go(item)
              }}
              className="flex cursor-pointer items-center gap-2.5 rounded-sm px-2.5 py-2 text-sm aria-selected:bg-sunken max-sm:min-h-11"
            >
              <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
              <span className="min-w-0 flex-1 truncate">{item.title}</span>
              <span className="shrink-0 text-xs text-ink-faint">
                {item.detail ?? t(`kinds.${item.kind}`)}
              </span>
              <ArrowRight
                aria-hidden
                className={cn('size-3.5 text-ink-faint', item !== current && 'invisible')}
              />
            </li>
          )
        })}
      </ul>
      <p
        role="status"
        className={cn(
          'px-4 pb-4 text-center text-sm text-ink-soft',
          (found.length > 0 || pending) && 'sr-only',
        )}
      >
        {pending ? t('searching') : t('found', { count: found.length })}
      </p>
    </>
  )
}
