'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlStyle } from './control-style.ts'
import { early } from './early-press.ts'
import { useEarlyTyping } from './use-early-typing.ts'

export function Select({ className, children, ...rest }: Omit<ComponentProps<'select'>, 'ref'>) {
  const control = useEarlyTyping<HTMLSelectElement>(rest.value)
  return (
    <span className={cn('relative block', className)}>
      <select
        {...rest}
        {...early}
        ref={control}
        className={cn(controlStyle, 'h-9 appearance-none truncate pr-8 pl-3 max-sm:h-11')}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
    </span>
  )
}
