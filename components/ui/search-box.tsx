'use client'

import { Search, X } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { cn } from './cn.ts'
import { Input } from './input.tsx'

interface SearchBoxProps {
  label: string
  /** Name of "clear", for those who cannot see the cross. */
  clearLabel: string
  /** The URL's parameter that holds the text. */
  param?: string
  className?: string
}

/** A search whose text lives in the URL, written a moment after the last key. */
export function SearchBox({ label, clearLabel, param = 'q', className }: SearchBoxProps) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const [text, setText] = useState(params.get(param) ?? '')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )

  function show(next: string, delayMs: number) {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const changed = new URLSearchParams(params)
      if (next.trim()) changed.set(param, next.trim())
      else changed.delete(param)
      changed.delete('after')
      const query = changed.toString()
      router.replace(query ? `${pathname}?${query}` : pathname, { scroll: false })
    }, delayMs)
  }

  return (
    <form
      role="search"
      className={cn('relative', className)}
      onSubmit={(event) => {
        event.preventDefault()
        show(text, 0)
      }}
    >
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        type="text"
        enterKeyHint="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        onChange={(event) => {
          show(event.target.value, 250)
        }}
        className="pr-8 pl-8.5"
      />
      {text ? (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => {
            show('', 0)
          }}
          className="absolute top-1/2 right-1 flex size-7 -translate-y-1/2 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </form>
  )
}
