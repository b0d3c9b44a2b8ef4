import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

const tones = {
  info: { icon: Info, className: 'border-info/40 bg-info-soft text-info-strong' },
  success: { icon: CircleCheck, className: 'border-success/40 bg-success-soft text-success-strong' },
  warning: { icon: TriangleAlert, className: 'border-warning/40 bg-warning-soft text-warning-strong' },
  danger: { icon: CircleAlert, className: 'border-danger/40 bg-danger-soft text-danger-strong' },
}

interface NoticeProps extends Omit<ComponentProps<'div'>, 'title'> {
  tone: keyof typeof tones
  title?: ReactNode
}

/** A message in the page. `role="alert"` where it comes as an answer to what a person did. */
export function Notice({ tone, title, className, children, ...rest }: NoticeProps) {
  const { icon: Icon, className: colours } = tones[tone]
  return (
    <div {...rest} className={cn('flex gap-2.5 rounded-sm border px-3 py-2.5 text-sm', colours, className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 space-y-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
