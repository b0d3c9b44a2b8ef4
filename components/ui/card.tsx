import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cn('rounded-lg border bg-surface', className)} />
}

interface SectionProps {
  id: string
  title: ReactNode
  /** Links and buttons at the right of the title. */
  actions?: ReactNode
  className?: string
  children: ReactNode
}

/** A titled part of a page. */
export function Section({ id, title, actions, className, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className={cn('space-y-3', className)}>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
