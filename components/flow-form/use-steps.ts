'use client'

import { useEffect, useRef, useState } from 'react'
import { keepDraft, readDraft } from './draft.ts'
import type { FormStep } from './layout.ts'

/** Where a form in steps stands; the last place is the look at all answers. It is kept in this tab, as the answers are. */
export function useSteps(steps: readonly FormStep[], draftKey: string) {
  const places = steps.length > 1 ? steps.length + 1 : 1
  const [wanted, setWanted] = useState(0)
  const [reached, setReached] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  const moved = useRef(false)
  const at = Math.min(wanted, places - 1)
  const key = `${draftKey}:step`

  useEffect(() => {
    const kept = Number(readDraft(key)?.at ?? 0)
    if (!Number.isInteger(kept) || kept <= 0) return
    setWanted(kept)
    setReached(kept)
  }, [key])
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    heading.current?.focus()
  }, [at])

  return {
    at,
    /** The farthest place that may be gone to at once. */
    reached: Math.min(reached, places - 1),
    isReview: places > 1 && at === places - 1,
    isWizard: places > 1,
    heading,
    go: (to: number) => {
      moved.current = to !== at
      setWanted(to)
      setReached((before) => Math.max(before, to))
      keepDraft(key, to > 0 ? { at: to } : {})
    },
    forget: () => {
      setWanted(0)
      setReached(0)
      keepDraft(key, {})
    },
  }
}
