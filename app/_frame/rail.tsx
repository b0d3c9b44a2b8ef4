'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { useResource } from '#components/live/use-resource.ts'
import { cn } from '#components/ui/cn.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { Logo } from './logo.tsx'
import { remember } from './remember.ts'

const places = {
  home: '/',
  inbox: '/inbox',
  requests: '/requests',
  insight: '/insight',
  studio: '/studio',
  admin: '/admin',
}
export type Place = keyof typeof places

interface RailProps {
  places: readonly Place[]
  /** Drawn on the server: none of them is in the browser's bundle. */
  icons: Readonly<Record<Place | 'open' | 'close', ReactNode>>
  collapsed: boolean
  /** What waits in the inbox as the page was made. */
  waiting: { mine: number; group: number }
  personId: string
}

/** Where one is in the product: at the left, on a phone at the bottom. */
export function Rail({ places: shown, icons, collapsed: collapsedAtFirst, waiting, personId }: RailProps) {
  const t = useTranslations('frame')
  const [collapsed, setCollapsed] = useState(collapsedAtFirst)
  const { data } = useResource('/approvals/count', {
    initial: waiting,
    topics: [`inbox:${personId}`],
  })

  return (
    <div
      data-collapsed={collapsed || undefined}
      className="group/rail print:hidden sticky top-0 z-20 flex h-dvh w-52 shrink-0 flex-col border-r bg-sunken/50 p-2 data-collapsed:w-14 max-sm:fixed max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:h-auto max-sm:w-auto max-sm:border-t max-sm:border-r-0 max-sm:bg-raised max-sm:p-0 max-sm:pb-[env(safe-area-inset-bottom)]"
    >
      <nav aria-label={t('main')} className="flex-1">
        <Link
          href="/"
          aria-label={t('toHome')}
          className="mb-3 flex h-8 items-center gap-2.5 rounded-sm px-2 text-md font-semibold tracking-tight max-sm:hidden"
        >
          <Logo />
          <span className="group-data-collapsed/rail:hidden">{t('product')}</span>
        </Link>
        <ul className="space-y-0.5 max-sm:flex max-sm:space-y-0">
          {shown.map((place) => (
            <li key={place} className="max-sm:min-w-0 max-sm:flex-1">
              <RailLink
                place={place}
                icon={icons[place]}
                label={t(place)}
                count={place === 'inbox' ? (data?.mine ?? 0) : 0}
                collapsed={collapsed}
              />
            </li>
          ))}
        </ul>
      </nav>
      <button
        type="button"
        aria-label={collapsed ? t('expand') : t('collapse')}
        onClick={() => {
          setCollapsed(!collapsed)
          remember('rail', collapsed ? undefined : 'collapsed')
        }}
        className="flex h-8 w-8 items-center justify-center self-end rounded-sm text-ink-faint group-data-collapsed/rail:self-center hover:bg-sunken hover:text-ink max-sm:hidden"
      >
        {collapsed ? icons.open : icons.close}
      </button>
    </div>
  )
}

interface RailLinkProps {
  place: Place
  icon: ReactNode
  label: string
  count: number
  collapsed: boolean
}

function RailLink({ place, icon, label, count, collapsed }: RailLinkProps) {
  const t = useTranslations('frame')
  const pathname = usePathname()
  const href = places[place]
  const here = href === '/' ? pathname === '/' || pathname.startsWith('/apps/') : pathname.startsWith(href)
  const link = (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={cn(
        'relative flex h-8 w-full items-center gap-2.5 rounded-sm px-2.5 text-ink-soft hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-strong',
        'max-sm:h-14 max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:rounded-none max-sm:bg-transparent! max-sm:px-1 max-sm:text-xs',
      )}
    >
      {icon}
      <span className="truncate group-data-collapsed/rail:sr-only max-sm:not-sr-only! max-sm:max-w-full max-sm:truncate!">
        {label}
      </span>
      {count > 0 ? (
        <span className="ml-auto min-w-5 rounded-full bg-accent px-1.5 text-center text-xs font-medium text-on-accent tabular-nums group-data-collapsed/rail:absolute group-data-collapsed/rail:-top-1 group-data-collapsed/rail:-right-1 max-sm:absolute max-sm:top-1.5 max-sm:left-1/2 max-sm:ml-1.5">
          {count > 99 ? '99+' : count}
          <span className="sr-only">{t('waiting')}</span>
        </span>
      ) : null}
    </Link>
  )
  return collapsed ? (
    <Tooltip text={label} side="right" className="w-full">
      {link}
    </Tooltip>
  ) : (
    link
  )
}
