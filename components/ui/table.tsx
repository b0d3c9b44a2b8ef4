import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Scrolls sideways in itself where it does not fit; by keyboard too. */
export function Table({ className, label, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border bg-surface"
    >
      <table
        aria-label={label}
        {...rest}
        className={cn('w-full border-collapse text-left text-sm', className)}
      />
    </div>
  )
}

export function Th({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        'h-9 border-b bg-sunken/60 px-3 text-xs font-medium whitespace-nowrap text-ink-soft',
        className,
      )}
    />
  )
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={cn('border-b last:border-b-0 hover:bg-sunken/60', className)} />
}

export function Td({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={cn('h-10 px-3 py-2 align-middle', className)} />
}
