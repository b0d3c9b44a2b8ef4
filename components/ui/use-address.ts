'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'

/**
 * The parameters of the address, which are the state of the page.
 * @param shallow the page reads them in the browser: the server is not asked again
 */
export function useAddress(shallow = false) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  return {
    params,
    /** Changes parameters; an empty or absent value takes one away. */
    put: (changes: Readonly<Record<string, string | undefined>>) => {
      const next = new URLSearchParams(params)
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      const query = next.toString()
      const href = query ? `${pathname}?${query}` : pathname
      if (shallow) window.history.replaceState(null, '', href)
      else router.replace(href, { scroll: false })
    },
  }
}
