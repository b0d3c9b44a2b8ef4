import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

interface ErrorStateProps {
  title: ReactNode
  children?: ReactNode
  /** "Try again". */
  action?: ReactNode
}

export function ErrorState({ title, children, action }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center rounded-lg border px-6 py-12 text-center">
      <CircleAlert aria-hidden className="mb-3 size-6 text-danger" />
      <p className="font-medium">{title}</p>
      {children ? <div className="mt-1 max-w-md text-sm text-ink-soft">{children}</div> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  )
}
