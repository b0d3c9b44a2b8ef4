import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
}

export function Checkbox({ label, className, ...rest }: CheckboxProps) {
  return (
    <label className={cn('flex items-start gap-2.5 py-1 max-sm:min-h-11 max-sm:items-center', className)}>
      <input type="checkbox" {...rest} className="mt-0.5 size-4 shrink-0 max-sm:mt-0 max-sm:size-5" />
      <span>{label}</span>
    </label>
  )
}
