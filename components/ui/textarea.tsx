'use client'

import type { ComponentProps, RefObject } from 'react'
import { cn } from './cn.ts'
import { controlStyle } from './control-style.ts'
import { useEarlyTyping } from './use-early-typing.ts'

/** Grows with its text. */
interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'ref'> {
  ref?: RefObject<HTMLTextAreaElement | null>
}

export function Textarea({ className, ref, ...rest }: TextareaProps) {
  const control = useEarlyTyping(rest.value, ref)
  return (
    <textarea
      rows={4}
      {...rest}
      ref={control}
      className={cn(controlStyle, 'field-sizing-content max-h-96 min-h-20 px-3 py-2', className)}
    />
  )
}
