'use client'

import { X } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'

interface DialogProps {
  open: boolean
  title: ReactNode
  closeLabel: string
  /** `drawer`: from the right edge, full height. */
  kind?: 'dialog' | 'drawer' | 'palette'
  className?: string
  onClose(): void
  children: ReactNode
}

const kinds = {
  dialog: 'm-auto w-full max-w-md rounded-lg border max-sm:mb-0 max-sm:max-w-none max-sm:rounded-b-none',
  drawer: 'mr-0 ml-auto h-dvh max-h-none w-full max-w-xl border-l',
  palette: 'mx-auto mt-[12vh] mb-auto w-full max-w-xl rounded-lg border max-sm:mt-0 max-sm:max-w-none',
}

/** The browser's own modal: it traps the focus and gives it back. */
export function Dialog({
  open,
  title,
  closeLabel,
  kind = 'dialog',
  className,
  onClose,
  children,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const isLeaving = useRef(false)

  // one that is taken off the page while it is open gives the focus back too
  useLayoutEffect(() => {
    const dialog = element.current
    isLeaving.current = false
    return () => {
      isLeaving.current = true
      dialog?.close()
    }
  }, [])

  useEffect(() => {
    const dialog = element.current
    if (open && dialog && !dialog.open) dialog.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={(event) => {
        if (!isLeaving.current && !event.currentTarget.open) onClose()
      }}
      onClick={(event) => {
        // Only the backdrop is the dialog itself; what is inside lies on its children.
        if (event.target === event.currentTarget) onClose()
      }}
      className={cn('animate-appear bg-raised text-ink shadow-float', kinds[kind])}
    >
      {open ? (
        <div className={cn('flex max-h-full flex-col', kind === 'palette' ? '' : 'p-5', className)}>
          {kind === 'palette' ? (
            <h2 id={titleId} className="sr-only">
              {title}
            </h2>
          ) : (
            <div className="mb-3 flex items-start justify-between gap-4">
              <h2 id={titleId} className="text-md font-semibold">
                {title}
              </h2>
              <Button
                variant="ghost"
                size="icon"
                aria-label={closeLabel}
                onClick={onClose}
                className="-mt-1.5 -mr-2"
              >
                <X aria-hidden />
              </Button>
            </div>
          )}
          {children}
        </div>
      ) : null}
    </dialog>
  )
}
