'use client'

import { useId, useRef, useState, type KeyboardEvent } from 'react'
import type { BlockFaceProps } from '#components/ui/block-page.tsx'

/** The panels stay in the page: what is typed in one is there when one comes back. */
export default function TabsBlock({ parts = [] }: BlockFaceProps) {
  const id = useId()
  const [at, setAt] = useState(0)
  const row = useRef<HTMLDivElement>(null)

  function walk(event: KeyboardEvent) {
    const last = parts.length - 1
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    setAt(next)
    row.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }

  return (
    <div className="space-y-4">
      <div ref={row} role="tablist" onKeyDown={walk} className="flex gap-1 overflow-x-auto border-b">
        {parts.map((part, index) => (
          <button
            key={index}
            type="button"
            role="tab"
            id={`${id}-tab-${String(index)}`}
            aria-controls={`${id}-panel-${String(index)}`}
            aria-selected={index === at}
            tabIndex={index === at ? 0 : -1}
            onClick={() => {
              setAt(index)
            }}
            className="-mb-px h-9 shrink-0 border-b-2 border-transparent px-2.5 text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink max-sm:h-11"
          >
            {part.label ?? String(index + 1)}
          </button>
        ))}
      </div>
      {parts.map((part, index) => (
        <div
          key={index}
          role="tabpanel"
          id={`${id}-panel-${String(index)}`}
          aria-labelledby={`${id}-tab-${String(index)}`}
          hidden={index !== at}
        >
          {part.content}
        </div>
      ))}
    </div>
  )
}
