import { cn } from './cn.ts'

/** Holds the place of what comes: give it that size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-breathe rounded-sm bg-sunken', className)} />
}
