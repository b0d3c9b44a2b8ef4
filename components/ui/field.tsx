import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

interface FieldProps {
  /** DOM id of the control; the label's, the help's and the error's are made from it. */
  id: string
  label: ReactNode
  /** "optional": said beside the label. */
  mark?: ReactNode
  /** Marked; the control itself says it to those who cannot see the mark. */
  required?: boolean
  help?: ReactNode
  error?: ReactNode
  /** `group`: the control is several (radios), so the label is no <label>. */
  kind?: 'single' | 'group'
  className?: string
  children: ReactNode
}

/** Label above, help below, error beneath. Nothing moves sideways when an error comes. */
export function Field({
  id,
  label,
  mark,
  required = false,
  help,
  error,
  kind = 'single',
  className,
  children,
}: FieldProps) {
  const caption = (
    <>
      {label}
      {required ? (
        <span aria-hidden className="ml-0.5 text-danger-strong">
          *
        </span>
      ) : null}
      {mark ? (
        <>
          {' '}
          <span className="ml-0.5 font-normal text-ink-faint">{mark}</span>
        </>
      ) : null}
    </>
  )
  return (
    <div className={cn('space-y-1.5', className)}>
      {kind === 'single' ? (
        <label id={`${id}-label`} htmlFor={id} className="block font-medium">
          {caption}
        </label>
      ) : (
        <div id={`${id}-label`} className="font-medium">
          {caption}
        </div>
      )}
      {children}
      {help ? (
        <div id={`${id}-help`} className="text-sm text-ink-faint">
          {help}
        </div>
      ) : null}
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  )
}

export function FieldError({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm text-danger-strong">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>{children}</span>
    </p>
  )
}

/** Value of `aria-describedby` for a control in a `Field`. */
export function describedBy(id: string, has: { help: boolean; error: boolean }): string | undefined {
  const ids = [has.help ? `${id}-help` : '', has.error ? `${id}-error` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}
