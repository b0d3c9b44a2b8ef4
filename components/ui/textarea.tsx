import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlStyle } from './input.tsx'

/** Grows with its text. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={4}
      {...rest}
      className={cn(controlStyle, 'field-sizing-content max-h-96 min-h-20 px-3 py-2', className)}
    />
  )
}
