'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'

interface Places {
  /** The form is sent from here. */
  isLast: boolean
  /** Goes to the next step; answers whether this one is right. */
  next(): Promise<boolean>
  forget(): void
}

/** What the form's own button does: on to the next step, and at the end it sends. */
export function useForward(
  { isLast, next, forget }: Places,
  send: () => Promise<boolean>,
): {
  forward(): Promise<void>
  /** It is being judged whether it goes on. */
  isLeaving: boolean
  /** How often it did not go on since it last did. */
  refusals: number
  /** Of what says why; it gets the focus. */
  summary: RefObject<HTMLDivElement | null>
} {
  const [isLeaving, setLeaving] = useState(false)
  const [refusals, setRefusals] = useState(0)
  const summary = useRef<HTMLDivElement>(null)
  // After the render that shows what is wrong: then there is something to focus.
  useEffect(() => {
    if (refusals > 0) summary.current?.focus()
  }, [refusals])

  async function forward(): Promise<void> {
    // a second press means the same step, not the next one
    if (isLeaving) return
    setLeaving(true)
    const done = await (isLast ? send() : next()).finally(() => {
      setLeaving(false)
    })
    setRefusals((count) => (done ? 0 : count + 1))
    if (done && isLast) forget()
  }

  return { forward, isLeaving, refusals, summary }
}
