'use client'

import { FileUp } from 'lucide-react'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { cn } from './cn.ts'
import { early } from './early-press.ts'
import { useEarlyFiles } from './use-early-typing.ts'

interface DropAreaProps extends Omit<ComponentProps<'input'>, 'onChange' | 'children' | 'type'> {
  /** What is said in it: what to drop, and what it may be. */
  children: ReactNode
  invalid?: boolean
  /** Those that were dropped or chosen; with `multiple` there may be several. */
  onFiles(files: File[]): void
}

/** Drop files on it, or choose them by mouse or keyboard. */
export function DropArea({ children, invalid = false, className, onFiles, ...input }: DropAreaProps) {
  const [over, setOver] = useState(false)
  const take = (chosen: HTMLInputElement) => {
    onFiles([...(chosen.files ?? [])])
    chosen.value = ''
  }
  const element = useEarlyFiles(take)
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => {
        setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1))
      }}
      className={cn(
        'flex cursor-pointer flex-col items-center gap-1 rounded-sm border border-dashed border-line-strong/60 px-4 py-5 text-center text-sm text-ink-soft hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent',
        over && 'border-accent bg-accent-soft',
        invalid && 'border-danger',
        className,
      )}
    >
      <FileUp aria-hidden className="size-5 text-ink-faint" />
      {children}
      <input
        {...input}
        {...early}
        ref={element}
        type="file"
        aria-invalid={invalid || undefined}
        onChange={(event) => {
          take(event.target)
        }}
        className="sr-only"
      />
    </label>
  )
}
