'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** Where this page was loaded from; undefined while the server draws it. */
export function useOwnOrigin(): string | undefined {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => undefined,
  )
}
