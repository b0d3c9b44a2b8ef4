'use client'

import { useEffect } from 'react'
import { useBlockPage, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { secondsOf } from '#components/ui/seconds-of.ts'

const leastSeconds = 5
/** A browser's timer counts no farther: one that is longer rings at once, again and again. */
const mostSeconds = 2_000_000

/**
 * Asks again in a rhythm, for what a text takes from elsewhere and no event tells of, such as a key's value. What becomes of the
 * request itself is told without it.
 */
export default function AutoRefreshBlock({ properties }: BlockFaceProps) {
  const { refresh, isPreview } = useBlockPage()
  const every = Math.min(mostSeconds, Math.max(leastSeconds, secondsOf(properties.every) ?? leastSeconds))
  useEffect(() => {
    if (isPreview) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, every * 1000)
    return () => {
      clearInterval(timer)
    }
  }, [refresh, every, isPreview])
  return null
}
