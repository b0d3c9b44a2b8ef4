'use client'

import { Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { focusFirstItem, menuItemStyle } from '#components/ui/popover.tsx'
import { languageFor, languages } from '#server/languages/languages.ts'
import type { PersonMenuProps } from './person-menu.tsx'
import { remember } from './remember.ts'
import { themeOf, type Theme } from './theme.ts'

const choices = [
  { theme: undefined, label: 'themeSystem', icon: Monitor },
  { theme: 'light', label: 'themeLight', icon: Sun },
  { theme: 'dark', label: 'themeDark', icon: Moon },
] as const

const choiceStyle =
  'flex h-8 flex-1 items-center justify-center gap-1.5 rounded-sm text-xs text-ink-soft hover:bg-sunken aria-checked:bg-accent-soft aria-checked:text-accent-strong max-sm:h-11'

/** What the menu of the person holds. */
export default function PersonMenuItems({
  person,
  onShortcuts,
  onLeave,
}: PersonMenuProps & { onLeave(): void }) {
  const t = useTranslations('frame')
  const common = useTranslations('common')
  const spoken = languageFor(useLocale())
  const [theme, setTheme] = useState(() => themeOf(document.documentElement.dataset.theme))
  const choose = (next: Theme | undefined) => {
    setTheme(next)
    remember('theme', next)
    if (next) document.documentElement.dataset.theme = next
    else delete document.documentElement.dataset.theme
  }
  const first = useRef<HTMLDivElement>(null)
  // the menu is open already: whoever opened it by a key walks on from here
  useEffect(() => {
    focusFirstItem(first.current)
  }, [])
  return (
    <>
      <div ref={first} className="border-b px-2.5 pt-1.5 pb-2.5">
        <p className="truncate font-medium">{person.name}</p>
        <p className="truncate text-sm text-ink-faint">{person.email}</p>
      </div>
      <div role="group" aria-label={t('theme')} className="flex gap-1 border-b py-1.5">
        {choices.map(({ theme: value, label, icon: Icon }) => (
          <button
            key={label}
            type="button"
            role="menuitemradio"
            aria-checked={theme === value}
            onClick={() => {
              choose(value)
            }}
            className={choiceStyle}
          >
            <Icon aria-hidden className="size-3.5" />
            {t(label)}
          </button>
        ))}
      </div>
      <form
        action="/api/auth/language"
        method="post"
        role="group"
        aria-label={common('language')}
        className="flex gap-1 border-b py-1.5"
      >
        {Object.entries(languages).map(([language, name]) => (
          <button
            key={language}
            role="menuitemradio"
            aria-checked={language === spoken}
            name="language"
            value={language}
            lang={language}
            className={choiceStyle}
          >
            {name}
          </button>
        ))}
      </form>
      <div className="pt-1">
        <Link role="menuitem" href="/account" onClick={onLeave} className={menuItemStyle}>
          <Settings aria-hidden />
          {t('account')}
        </Link>
        <button
          type="button"
          role="menuitem"
          onClick={() => {
            onLeave()
            onShortcuts()
          }}
          className={menuItemStyle}
        >
          <Keyboard aria-hidden />
          {t('shortcuts')}
        </button>
        <form action="/api/auth/sign-out" method="post">
          <button type="submit" role="menuitem" className={menuItemStyle}>
            <LogOut aria-hidden />
            {t('signOut')}
          </button>
        </form>
      </div>
    </>
  )
}
