'use client'

import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Form } from './form.tsx'
import { cn } from './cn.ts'
import { Input } from './input.tsx'
import { useAddress } from './use-address.ts'

interface SearchBoxProps {
  label: string
  /** Name of "clear", for those who cannot see the cross. */
  clearLabel: string
  /** The URL's parameter that holds the text. */
  param?: string
  /** The page reads the address itself: the server is not asked. */
  shallow?: boolean
  className?: string
}

/** A search whose text lives in the URL, written a moment after the last key. */
export function SearchBox({ label, clearLabel, param = 'q', shallow = false, className }: SearchBoxProps) {
  const { params, put } = useAddress(shallow)
  const given = params.get(param) ?? ''
  const [text, setText] = useState(given)
  /** What was written into the address and is not there yet. */
  const written = useRef<string[]>([])
  const seen = useRef(given)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )

  // a link such as "Show all" may have changed the address
  useEffect(() => {
    if (seen.current === given) return
    seen.current = given
    const at = written.current.indexOf(given)
    if (at < 0) setText((had) => (had.trim() === given ? had : given))
    else written.current.splice(0, at + 1)
  }, [given])

  function show(next: string, delayMs: number) {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (next.trim() !== given) written.current.push(next.trim())
      put({ [param]: next.trim(), after: undefined })
    }, delayMs)
  }

  return (
    <Form
      role="search"
      className={cn('relative', className)}
      onSubmit={() => {
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
    </Form>
  )
}
