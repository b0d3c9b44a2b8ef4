'use client'

import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'

interface Toast {
  id: number
  tone: 'success' | 'danger'
  text: string
  action?: ToastAction
}

/** What can be done about it, as long as it stands there. */
export interface ToastAction {
  label: string
  /** Epoch milliseconds: it stands until then. */
  until: number
  run(): void
}

let toasts: readonly Toast[] = []
let count = 0
const listeners = new Set<() => void>()

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says a short thing that needs no answer. What failed and must be mended is said in its place instead. */
export function toast(tone: Toast['tone'], text: string, action?: ToastAction): void {
  count += 1
  change([...toasts.slice(-2), { id: count, tone, text, action }])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const none: readonly Toast[] = []

/** Where toasts appear: once in the frame. */
export function Toaster({ closeLabel }: { closeLabel: string }) {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  )
  return (
    <div
      role="status"
      className="pointer-events-none fixed right-4 bottom-4 z-50 space-y-2 max-sm:inset-x-4 max-sm:bottom-18"
    >
      {shown.map((item) => (
        <ToastLine key={item.id} item={item} closeLabel={closeLabel} />
      ))}
    </div>
  )
}

const showMs = 6000

const lifeOf = ({ action }: Toast) => (action ? action.until - Date.now() : showMs)

function ToastLine({ item, closeLabel }: { item: Toast; closeLabel: string }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { action } = item
  const close = () => {
    change(toasts.filter((other) => other.id !== item.id))
  }
  const wait = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(close, lifeOf(item))
  }
  useEffect(() => {
    timer.current = setTimeout(() => {
      change(toasts.filter((other) => other.id !== item.id))
    }, lifeOf(item))
    return () => {
      clearTimeout(timer.current)
    }
  }, [item])
  const Icon = item.tone === 'success' ? CircleCheck : CircleAlert
  return (
    <div
      onMouseEnter={() => {
        // an action has its time, however long one looks at it
        if (!action) clearTimeout(timer.current)
      }}
      onMouseLeave={wait}
      className="pointer-events-auto flex max-w-sm animate-appear items-start gap-2.5 rounded-lg border bg-raised py-2.5 pr-2 pl-3 text-sm shadow-float"
    >
      <Icon
        aria-hidden
        className={
          item.tone === 'success'
            ? 'mt-0.5 size-4 shrink-0 text-success'
            : 'mt-0.5 size-4 shrink-0 text-danger'
        }
      />
      <p className="min-w-0 flex-1 wrap-anywhere">{item.text}</p>
      {action ? (
        <button
          type="button"
          onClick={() => {
            close()
            action.run()
          }}
          className="rounded-sm px-1 font-medium text-accent-strong underline-offset-2 hover:underline"
        >
          {action.label}
        </button>
      ) : null}
      <button
        type="button"
        aria-label={closeLabel}
        onClick={close}
        className="rounded-sm p-1 text-ink-faint hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  )
}
