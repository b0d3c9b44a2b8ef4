'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

const goTo: Record<string, string> = { h: '/', i: '/inbox', r: '/requests', s: '/studio', a: '/admin' }
const secondKeyMs = 1000

/** Whether keys are text for somebody. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** ⌘K or Ctrl+K everywhere; `?` and `g` + letter outside of text. */
export function useShortcuts({ onSearch, onHelp }: { onSearch(): void; onHelp(): void }): void {
  const router = useRouter()
  const handlers = useRef({ onSearch, onHelp })
  useEffect(() => {
    handlers.current = { onSearch, onHelp }
  })
  useEffect(() => {
    let goUntil = 0
    function take(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        handlers.current.onSearch()
        return
      }
      const busy = event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)
      if (busy || document.querySelector('dialog[open]')) return
      if (event.key === '?') handlers.current.onHelp()
      const place = goTo[event.key]
      if (place && Date.now() < goUntil) {
        event.stopPropagation()
        router.push(place)
      }
      goUntil = event.key === 'g' ? Date.now() + secondKeyMs : 0
    }
    // First in line: after `g` a letter is no longer the page's.
    window.addEventListener('keydown', take, true)
    return () => {
      window.removeEventListener('keydown', take, true)
    }
  }, [router])
}
