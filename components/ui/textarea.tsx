'use client'

import type { ComponentProps, RefObject } from 'react'
import { cn } from './cn.ts'
import { textareaStyle } from './textarea-style.ts'
import { early } from './early-press.ts'
import { useEarlyTyping } from './use-early-typing.ts'

/** Grows with its text. */
interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'ref'> {
  ref?: RefObject<HTMLTextAreaElement | null>
}

export function Textarea({ className, ref, ...rest }: TextareaProps) {
  const control = useEarlyTyping(rest.value, ref)
  return <textarea rows={4} {...rest} {...early} ref={control} className={cn(textareaStyle, className)} />
}
