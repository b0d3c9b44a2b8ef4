'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { ways } from './ways.ts'

/**
 * The parameters of the address, which are the state of the page.
 * @param shallow the page reads them in the browser: the server is not asked again
 */
export function useAddress(shallow = false) {
  const router = useRouter()
  const params = useSearchParams()
  const query = params.toString()
  useEffect(() => {
    ways.arrive()
  }, [query])
  return {
    params,
    /**
     * Changes parameters; an empty or absent value takes one away.
     * @param how `push`: "back" leads to the address as it is now
     */
    put: (changes: Readonly<Record<string, string | undefined>>, how: 'replace' | 'push' = 'replace') => {
      const next = new URL(ways.end)
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.searchParams.set(name, value)
        else next.searchParams.delete(name)
      }
      const href = `${next.pathname}${next.search}`
      if (shallow) window.history[`${how}State`](null, '', href)
      else {
        ways.begin(next)
        router[how](href, { scroll: false })
      }
    },
  }
}
