'use client'

import { Pencil, Pin, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import type { SavedView } from '#server/saved-views/view.ts'
import { NameForm } from './name-form.tsx'

interface ViewLineProps {
  view: SavedView
  href: string
  /** The page shows it now. */
  isShown: boolean
  onChosen(): void
  onChange(change: Partial<Pick<SavedView, 'name' | 'isDefault'>>): Promise<boolean>
  onDelete(): Promise<boolean>
}

/** One view: the way to it, and what may be done with it. */
export function ViewLine({ view, href, isShown, onChosen, onChange, onDelete }: ViewLineProps) {
  const t = useTranslations('savedViews')
  const [renames, setRenames] = useState(false)
  const { name, isDefault } = view
  if (renames)
    return (
      <li>
        <NameForm
          label={t('newName', { name })}
          submitLabel={t('rename')}
          initial={name}
          onName={async (next) => {
            const taken = await onChange({ name: next })
            if (taken) setRenames(false)
            return taken
          }}
        />
      </li>
    )
  return (
    <li className="flex items-center gap-1 rounded-sm hover:bg-sunken">
      <Link
        href={href}
        aria-current={isShown ? 'page' : undefined}
        onClick={onChosen}
        className={cn('min-w-0 flex-1 truncate px-2 py-1.5', isShown && 'font-medium text-accent-strong')}
      >
        {name}
      </Link>
      <Button
        variant="ghost"
        size="icon"
        aria-pressed={isDefault}
        aria-label={t('opensWith', { name })}
        title={t('opensWith', { name })}
        onClick={() => void onChange({ isDefault: !isDefault })}
      >
        <Pin aria-hidden className={isDefault ? 'fill-accent text-accent' : ''} />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('renameNamed', { name })}
        onClick={() => {
          setRenames(true)
        }}
      >
        <Pencil aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('deleteNamed', { name })}
        onClick={() => void onDelete()}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  )
}
