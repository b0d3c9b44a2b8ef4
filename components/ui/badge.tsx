import { cva } from 'class-variance-authority'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'info' | 'waiting'

const style = cva(
  'inline-flex max-w-full items-center gap-1 px-2 text-xs font-medium [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      wraps: { true: 'min-h-5.5 rounded-lg', false: 'h-5.5 rounded-full whitespace-nowrap' },
      tone: {
        neutral: 'bg-sunken text-ink-soft',
        accent: 'bg-accent-soft text-accent-strong',
        success: 'bg-success-soft text-success-strong',
        warning: 'bg-warning-soft text-warning-strong',
        danger: 'bg-danger-soft text-danger-strong',
        info: 'bg-info-soft text-info-strong',
        waiting: 'bg-waiting-soft text-waiting-strong',
      },
    },
  },
)

interface BadgeProps {
  tone?: Tone
  /** A state has an icon beside its word: colour alone tells nothing. */
  icon?: LucideIcon
  /** Its text may take two lines where there is no room; else it is cut. */
  wraps?: boolean
  className?: string
  children: ReactNode
}

export function Badge({ tone = 'neutral', icon: Icon, wraps = false, className, children }: BadgeProps) {
  return (
    <span className={cn(style({ tone, wraps }), className)}>
      {Icon ? <Icon aria-hidden /> : null}
      <span className={wraps ? undefined : 'truncate'}>{children}</span>
    </span>
  )
}
