'use client'

import Link from 'next/link'
import { useEffect, useRef, type ReactNode } from 'react'
import { cn } from './cn.ts'

interface TabsProps {
  label: string
  /** Key of the tab that is shown. */
  current: string
  tabs: readonly { key: string; href: string; label: ReactNode; count?: number }[]
  className?: string
}

/** Tabs are links: the URL is the state. Where they do not fit, the one that is shown is scrolled to. */
export function Tabs({ label, current, tabs, className }: TabsProps) {
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    const shown = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (shown)
      row.current?.scrollTo({ left: shown.offsetLeft - (row.current.clientWidth - shown.offsetWidth) / 2 })
  }, [current])
  return (
    <nav
      ref={row}
      aria-label={label}
      className={cn('relative flex gap-1 overflow-x-auto border-b', className)}
    >
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          href={tab.href}
          aria-current={tab.key === current ? 'page' : undefined}
          className="-mb-px flex h-9 shrink-0 items-center gap-1.5 rounded-t-sm border-b-2 border-transparent px-2.5 text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink max-sm:h-11"
        >
          {tab.label}
          {tab.count ? <span className="text-xs text-ink-faint tabular-nums">{tab.count}</span> : null}
        </Link>
      ))}
    </nav>
  )
}
