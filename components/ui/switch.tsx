'use client'

import { cn } from './cn.ts'

interface SwitchProps {
  checked: boolean
  label: string
  disabled?: boolean
  /** Why it cannot be moved. */
  title?: string
  onChange(checked: boolean): void
}

/** On or off at once, without a form around it. */
export function Switch({ checked, label, disabled = false, title, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      aria-disabled={disabled}
      title={title}
      onClick={() => {
        if (!disabled) onChange(!checked)
      }}
      className={cn(
        'inline-flex h-6 w-10 shrink-0 items-center rounded-full border p-0.5 transition-colors max-sm:h-8 max-sm:w-13',
        checked ? 'border-accent bg-accent' : 'border-line-strong bg-sunken',
        disabled && 'cursor-not-allowed opacity-60',
      )}
    >
      <span
        aria-hidden
        className={cn(
          'size-4.5 rounded-full bg-raised shadow-sm transition-transform max-sm:size-6',
          checked && 'translate-x-4 max-sm:translate-x-5',
        )}
      />
    </button>
  )
}
