'use client'

import { useEffect, useRef, useState } from 'react'
import { indexOf, type FormStep } from './layout.ts'

export interface StepPlace {
  /** Where the form was left: a place among all steps, visible or not. */
  step: number
  /** Told of each move, so that it is kept with the answers. */
  moved(to: number): void
}

/**
 * Where a form in steps stands; behind them is the look at all answers. Kept are places, not what is visible now: a step
 * that comes or goes moves nobody.
 */
export function useSteps(steps: readonly FormStep[], { step, moved }: StepPlace) {
  const places = steps.length > 1 ? steps.length + 1 : 1
  const [wanted, setWanted] = useState(step)
  const [reached, setReached] = useState(step)
  const [left, setLeft] = useState(step)
  const heading = useRef<HTMLHeadingElement>(null)
  const isMove = useRef(false)
  const at = Math.min(indexOf(wanted, steps), places - 1)
  const here = steps[at]?.place

  if (left !== step) {
    setLeft(step)
    setWanted(step)
    setReached(step)
  }
  useEffect(() => {
    if (!isMove.current) return
    isMove.current = false
    heading.current?.focus()
  }, [here])

  function goTo(place: number) {
    setWanted(place)
    setReached((before) => Math.max(before, place))
    moved(place)
  }

  return {
    at,
    /** The farthest that may be gone to at once. */
    reached: Math.min(indexOf(reached, steps), places - 1),
    isReview: places > 1 && at === places - 1,
    isWizard: places > 1,
    heading,
    go: (to: number) => {
      isMove.current = to !== at
      goTo(steps[to]?.place ?? behind(steps))
    },
    /** To the one behind this, whichever is visible by then. */
    goOn: () => {
      isMove.current = true
      goTo((here ?? behind(steps)) + 1)
    },
    forget: () => {
      setWanted(0)
      setReached(0)
    },
  }
}

const behind = (steps: readonly FormStep[]) => (steps.at(-1)?.place ?? 0) + 1
