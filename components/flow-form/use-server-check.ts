'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { RawValues } from './form-values.ts'

const pauseMs = 250

interface ServerCheck<A> {
  validate(values: RawValues, signal: AbortSignal): Promise<A>
  /** Only the latest answer comes here, with the values that it judged. */
  onAnswer(answer: A, values: RawValues): void
  onTrouble(error: unknown): void
}

/**
 * Asks the server about values: `soon` a moment after the last call, so that typing is one question.
 * An answer that is overtaken is dropped: `undefined`, as for one that failed.
 */
export function useServerCheck<A>(check: ServerCheck<A>): {
  soon(values: RawValues): void
  now(values: RawValues): Promise<A | undefined>
} {
  const latest = useRef(check)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<AbortController>(undefined)
  useEffect(() => {
    latest.current = check
  })
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      running.current?.abort()
    },
    [],
  )

  const now = useCallback(async (values: RawValues): Promise<A | undefined> => {
    clearTimeout(timer.current)
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    try {
      const answer = await latest.current.validate(values, mine.signal)
      if (mine.signal.aborted) return undefined
      latest.current.onAnswer(answer, values)
      return answer
    } catch (error) {
      if (!mine.signal.aborted) latest.current.onTrouble(error)
      return undefined
    }
  }, [])

  const soon = useCallback(
    (values: RawValues) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void now(values), pauseMs)
    },
    [now],
  )

  return { soon, now }
}
