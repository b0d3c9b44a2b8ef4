'use client'

import { useEffect } from 'react'

interface FrameSizeProps {
  /** Pages that may show this one in a frame. */
  origins: readonly string[]
}

/** Tells the page around how high this one is: only one that it knows, and that greeted it. */
export function FrameSize({ origins }: FrameSizeProps) {
  useEffect(() => {
    if (window.parent === window) return
    // as the browser names them: in small letters, without the usual port
    const known = origins.flatMap((origin) => (URL.canParse(origin) ? new URL(origin).origin : []))
    let around: string | undefined
    function tell() {
      if (around === undefined) return
      const height = Math.ceil(document.body.getBoundingClientRect().height)
      window.parent.postMessage({ type: 'formwork:height', height }, around)
    }
    function hear(event: MessageEvent<unknown>) {
      if (event.source !== window.parent || !known.includes(event.origin)) return
      const { data } = event
      if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'formwork:hello')
        return
      around = event.origin
      tell()
    }
    window.addEventListener('message', hear)
    const size = new ResizeObserver(tell)
    size.observe(document.body)
    // a greeting may have come before this was here: whoever shows us says it once more
    window.parent.postMessage({ type: 'formwork:ready' }, '*')
    return () => {
      window.removeEventListener('message', hear)
      size.disconnect()
    }
  }, [origins])
  return null
}
