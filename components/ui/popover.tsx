'use client'

import { useId, useRef, useState, type ReactNode } from 'react'
import { cn } from './cn.ts'

interface PopoverProps {
  /** The button's name where its content is no text. */
  label: string
  /** Content and look of the button that opens it. */
  button: ReactNode
  buttonClassName: string
  /** What it holds is a menu: arrow keys walk its items. */
  menu?: boolean
  className?: string
  /** Somebody is near the button, before they press it. */
  onNear?(): void
  onOpen?(): void
  children: (close: () => void) => ReactNode
}

const gap = 6

/** Beneath the button, or above where there is no room; never beyond the window. */
function place(panel: HTMLElement, anchor: DOMRect): void {
  const { width, height } = panel.getBoundingClientRect()
  const left = Math.min(Math.max(8, anchor.right - width), window.innerWidth - width - 8)
  const below = anchor.bottom + gap + height <= window.innerHeight
  panel.style.left = `${String(Math.max(8, left))}px`
  panel.style.top = `${String(below ? anchor.bottom + gap : Math.max(8, anchor.top - gap - height))}px`
}

function walk(panel: HTMLElement, key: string): boolean {
  const items = [...panel.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')]
  const at = items.findIndex((item) => item === document.activeElement)
  const next = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? items.length - 1 : at - 1,
    Home: 0,
    End: items.length - 1,
  }[key]
  if (next === undefined || items.length === 0) return false
  items[(next + items.length) % items.length]?.focus()
  return true
}

/** For the items of a menu whose code comes after it was opened: the focus has waited on the menu. */
export function focusFirstItem(within: HTMLElement | null): void {
  const panel = within?.closest<HTMLElement>('[role=menu]')
  if (panel && panel === document.activeElement) walk(panel, 'Home')
}

/** The browser's own popover: closes on Escape and outside, and gives the focus back. */
export function Popover({
  label,
  button,
  buttonClassName,
  menu = false,
  className,
  onNear,
  onOpen,
  children,
}: PopoverProps) {
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-haspopup={menu ? 'menu' : 'dialog'}
        aria-expanded={open}
        popoverTarget={id}
        onPointerEnter={onNear}
        onFocus={onNear}
        className={buttonClassName}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role={menu ? 'menu' : 'dialog'}
        aria-label={label}
        tabIndex={-1}
        onToggle={(event) => {
          const opened = event.newState === 'open'
          setOpen(opened)
          if (opened) onOpen?.()
          if (!opened || !panel.current || !anchor.current) return
          place(panel.current, anchor.current.getBoundingClientRect())
          if (!menu || !walk(panel.current, 'Home')) panel.current.focus()
        }}
        onKeyDown={(event) => {
          if (menu && walk(event.currentTarget, event.key)) event.preventDefault()
        }}
        className={cn(
          'fixed inset-auto max-h-[80vh] max-w-[calc(100vw-1rem)] animate-appear overflow-y-auto rounded-lg border bg-raised text-ink shadow-float outline-none',
          menu && 'min-w-48 p-1',
          className,
        )}
      >
        {open
          ? children(() => {
              panel.current?.hidePopover()
            })
          : null}
      </div>
    </>
  )
}

/** Look of a line in a menu; the element has `role="menuitem"`. */
export const menuItemStyle =
  'flex w-full items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-left text-sm hover:bg-sunken focus-visible:bg-sunken focus-visible:-outline-offset-2 max-sm:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint'
