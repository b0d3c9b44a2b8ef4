'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { buttonStyle } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { later } from '#components/ui/later.tsx'
import type { NoticePage } from '#server/notices/list-notices.ts'
import { Bell } from './bell.tsx'
import { PersonMenu } from './person-menu.tsx'
import type { Place } from './rail.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const SearchPalette = later(() => import('./search-palette.tsx'))
const ShortcutList = later(() => import('./shortcut-list.tsx'))

interface ControlsProps {
  person: { id: string; name: string; email: string }
  places: readonly Place[]
  notices: NoticePage
}

/** At the right of the top bar: search, notices, person. */
export function Controls({ person, places, notices }: ControlsProps) {
  const t = useTranslations('frame')
  const [shown, setShown] = useState<'search' | 'shortcuts'>()
  // Once shown they stay loaded, so that closing gives the focus back.
  const [used, setUsed] = useState<ReadonlySet<string>>(new Set())
  const show = (what: 'search' | 'shortcuts') => {
    setUsed(new Set([...used, what]))
    setShown(what)
  }
  useShortcuts({
    onSearch: () => {
      show('search')
    },
    onHelp: () => {
      show('shortcuts')
    },
  })
  const apple = useApple()

  return (
    <header className="print:hidden sticky top-0 z-10 col-start-2 row-start-1 flex h-12 items-center gap-1 border-b bg-ground pr-4 pl-3 max-sm:pr-2">
      <button
        type="button"
        aria-label={t('search')}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => {
          show('search')
        }}
        className={cn(
          buttonStyle({ variant: 'secondary', size: 'sm' }),
          'mr-1 text-ink-faint! max-sm:size-11! max-sm:border-transparent! max-sm:bg-transparent! max-sm:px-0!',
        )}
      >
        <Search aria-hidden />
        <span className="max-sm:hidden">{t('searchShort')}</span>
        <span className="ml-2 flex gap-0.5 max-md:hidden">
          <Kbd>{apple ? '⌘' : t('keyNames.Ctrl')}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <Bell personId={person.id} initial={notices} />
      <PersonMenu
        person={person}
        onShortcuts={() => {
          show('shortcuts')
        }}
      />
      {used.has('search') ? (
        <SearchPalette
          open={shown === 'search'}
          places={places}
          onClose={() => {
            setShown(undefined)
          }}
        />
      ) : null}
      {used.has('shortcuts') ? (
        <ShortcutList
          open={shown === 'shortcuts'}
          onClose={() => {
            setShown(undefined)
          }}
        />
      ) : null}
    </header>
  )
}

/** Whether the command key is there; known only in the browser. */
function useApple(): boolean {
  const [apple, setApple] = useState(false)
  useEffect(() => {
    setApple(/mac|iphone|ipad/i.test(navigator.userAgent))
  }, [])
  return apple
}
