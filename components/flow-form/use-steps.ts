'use client'

import { useEffect, useRef, useState } from 'react'
import type { FormStep } from './layout.ts'

export interface StepPlace {
  /** Where the form was left. */
  step: number
  /** Told of each move, so that it is kept with the answers. */
  moved(to: number): void
}

/** Where a form in steps stands; the last place is the look at all answers. */
export function useSteps(steps: readonly FormStep[], { step, moved }: StepPlace) {
  const places = steps.length > 1 ? steps.length + 1 : 1
  const [wanted, setWanted] = useState(step)
  const [reached, setReached] = useState(step)
  const [left, setLeft] = useState(step)
  const heading = useRef<HTMLHeadingElement>(null)
  const isMove = useRef(false)
  const at = Math.min(wanted, places - 1)

  if (left !== step) {
    setLeft(step)
    setWanted(step)
    setReached(step)
  }
  useEffect(() => {
    if (!isMove.current) return
    isMove.current = false
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
      isMove.current = to !== at
      setWanted(to)
      setReached((before) => Math.max(before, to))
      moved(to)
    },
    forget: () => {
      setWanted(0)
      setReached(0)
    },
  }
}
