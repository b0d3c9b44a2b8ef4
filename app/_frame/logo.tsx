import { cn } from '#components/ui/cn.ts'

/** The product's mark. Its name stands beside it or in the link's label. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={cn('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M10 9h12v3.4H13.8v2.9H21v3.3h-7.2V23H10z" className="fill-on-accent" />
    </svg>
  )
}
