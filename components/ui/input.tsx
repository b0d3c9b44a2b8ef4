'use client'

import type { ComponentProps, RefObject } from 'react'
import { cn } from './cn.ts'
import { controlStyle } from './control-style.ts'
import { early } from './early-press.ts'
import { useEarlyTyping } from './use-early-typing.ts'

interface InputProps extends Omit<ComponentProps<'input'>, 'ref'> {
  ref?: RefObject<HTMLInputElement | null>
}

export function Input({ className, ref, ...rest }: InputProps) {
  const control = useEarlyTyping(rest.value, ref)
  return (
    <input
      {...rest}
      {...early}
      ref={control}
      className={cn(controlStyle, 'h-9 px-3 max-sm:h-11', className)}
    />
  )
}
