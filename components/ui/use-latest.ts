'use client'

import { useCallback, useEffect, useRef } from 'react'

/** One function for good, which does what the last render says: what it is given to need not be drawn again. */
export function useLatest<P extends unknown[], R>(act: (...given: P) => R): (...given: P) => R {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...given: P) => latest.current(...given), [])
}
