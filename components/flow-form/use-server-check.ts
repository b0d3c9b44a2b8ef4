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
  /** Those who wait for an answer. */
  const waiting = useRef(0)
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

  const ask = useCallback(async (values: RawValues): Promise<A | undefined> => {
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

  const now = useCallback(
    async (values: RawValues) => {
      waiting.current++
      try {
        return await ask(values)
      } finally {
        waiting.current--
      }
    },
    [ask],
  )

  const soon = useCallback(
    (values: RawValues) => {
      const later = () => {
        clearTimeout(timer.current)
        timer.current = setTimeout(() => {
          // a form that is being sent waits for its own answer
          if (waiting.current > 0) later()
          else void ask(values)
        }, pauseMs)
      }
      later()
    },
    [ask],
  )

  return { soon, now }
}
