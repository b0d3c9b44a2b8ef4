'use client'

import { useEffect, useRef, useState } from 'react'
import { dropKept, keep, readKept } from './kept-text.ts'

interface Saved {
  source: string
  /** 0: not saved yet. */
  revision: number
}

/**
 * A text while it is edited: what is not saved survives a reload.
 * @param draft an older text to begin from, in place of what is saved
 */
export function useKeptText(key: string, saved: Saved, draft?: string) {
  const [base, setBase] = useState(saved)
  const [text, setCurrent] = useState(draft ?? saved.source)
  const [restored, setRestored] = useState(false)
  /** Goes up whenever the text came from elsewhere than the editor. */
  const [version, setVersion] = useState(0)
  /** The browser would not keep it: then leaving the page loses it. */
  const [unkept, setUnkept] = useState(false)
  const begun = useRef(false)
  const changed = text !== base.source

  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const kept = draft === undefined ? readKept(key) : undefined
    if (!kept || kept.text === saved.source) return
    setCurrent(kept.text)
    // A save over a newer revision must be refused as it would have been before the reload.
    setBase({ source: saved.source, revision: kept.revision })
    setRestored(true)
    setVersion((count) => count + 1)
  }, [key, saved.source, draft])

  useEffect(() => {
    if (!unkept || !changed) return
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
    }
  }, [unkept, changed])

  return {
    text,
    version,
    revision: base.revision,
    changed,
    restored,
    setText: (next: string) => {
      setCurrent(next)
      if (next === base.source) dropKept(key)
      else setUnkept(!keep(key, { text: next, revision: base.revision }))
    },
    /** What was sent is published; what was typed meanwhile stays. */
    published: (source: string, revision: number) => {
      setBase({ source, revision })
      setRestored(false)
      if (text === source) dropKept(key)
    },
    /** The text gives way to what is published. */
    replace: (source: string, revision: number) => {
      dropKept(key)
      setBase({ source, revision })
      setCurrent(source)
      setRestored(false)
      setVersion((count) => count + 1)
    },
  }
}
