import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface Crumb {
  label: string
  href: string
}

interface PageProps {
  /** Name of the trail, for those who cannot see it. */
  trailLabel: string
  /** Pages above this one. */
  crumbs?: readonly Crumb[]
  /** This page, the last of the trail. */
  current: string
  /** `wide`: the whole window (lists beside details, editors); `full`: without padding. */
  width?: 'normal' | 'wide' | 'full'
  children: ReactNode
}

/** A page in the frame: its trail goes into the bar at the top, its content below. */
export function Page({ trailLabel, crumbs = [], current, width = 'normal', children }: PageProps) {
  return (
    <>
      <div className="sticky top-0 z-10 col-start-1 row-start-1 flex h-12 min-w-0 items-center border-b bg-ground pl-6 max-sm:pl-4 print:hidden">
        <nav aria-label={trailLabel} className="min-w-0">
          <ol className="flex min-w-0 items-center gap-1 text-sm">
            {crumbs.map((crumb) => (
              <li key={crumb.href} className="flex min-w-0 shrink-0 items-center gap-1">
                <Link href={crumb.href} className="truncate rounded-sm py-0.5 text-ink-faint hover:text-ink">
                  {crumb.label}
                </Link>
                <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
              </li>
            ))}
            <li aria-current="page" className="min-w-0 truncate font-medium">
              {current}
            </li>
          </ol>
        </nav>
      </div>
      <main
        id="content"
        tabIndex={-1}
        className={cn(
          'col-span-2 row-start-2 min-w-0 outline-none',
          width === 'full' ? '' : 'px-6 py-6 max-sm:px-4 max-sm:py-4 print:p-0',
        )}
      >
        {width === 'normal' ? <div className="mx-auto max-w-5xl">{children}</div> : children}
      </main>
    </>
  )
}
