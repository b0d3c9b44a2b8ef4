'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** Whether the server's HTML is taken over: until then a component must render what the server did. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
