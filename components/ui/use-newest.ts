'use client'

import { useLayoutEffect, useRef, type RefObject } from 'react'

/**
 * The newest value of a control of several parts. What was typed in two of them before they lived is handed over at once, before the
 * first is drawn: the second must not write over it.
 */
export function useNewest<T>(drawn: T): RefObject<T> {
  const newest = useRef(drawn)
  useLayoutEffect(() => {
    newest.current = drawn
  })
  return newest
}
