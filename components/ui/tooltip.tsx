import type { ReactNode } from 'react'
import { cn } from './cn.ts'

interface TooltipProps {
  text: string
  side?: 'right' | 'bottom'
  className?: string
  children: ReactNode
}

/** A word that comes on hover and focus. The control within carries its own name: this is for eyes only. */
export function Tooltip({ text, side = 'bottom', className, children }: TooltipProps) {
  return (
    <span className={cn('group/tip relative inline-flex', className)}>
      {children}
      <span
        aria-hidden
        className={cn(
          'pointer-events-none absolute z-30 hidden rounded-sm bg-ink px-2 py-1 text-xs whitespace-nowrap text-ground group-focus-within/tip:block group-hover/tip:block max-sm:hidden!',
          side === 'right'
            ? 'top-1/2 left-full ml-2 -translate-y-1/2'
            : 'top-full left-1/2 mt-1.5 -translate-x-1/2',
        )}
      >
        {text}
      </span>
    </span>
  )
}
