import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: ReactNode
  description?: ReactNode
  /** Before the title: an icon of the thing. */
  mark?: ReactNode
  actions?: ReactNode
}

/** The page's only h1. */
export function PageHeader({ title, description, mark, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex min-h-9 flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 items-start gap-3">
        {mark}
        <div className="min-w-0">
          <h1 className="text-lg font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
          {description ? <div className="mt-1 max-w-2xl text-ink-soft">{description}</div> : null}
        </div>
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}
