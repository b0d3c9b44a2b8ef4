'use client'

import { useEffect } from 'react'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { useLatest } from '#components/ui/use-latest.ts'

const pauseMs = 1_000

/** Asks once more while the server itself waits for what an input's options ask for; it gives up on that in some seconds. */
export function useLateAnswers(states: ReadonlyMap<string, InputState>, ask: () => void): void {
  const again = useLatest(ask)
  useEffect(() => {
    if (![...states.values()].some(({ problems }) => problems.some(({ code }) => code === 'slow'))) return
    const timer = setTimeout(again, pauseMs)
    return () => {
      clearTimeout(timer)
    }
  }, [states, again])
}
