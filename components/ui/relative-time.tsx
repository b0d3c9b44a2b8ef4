'use client'

import { useFormatter, useNow } from 'next-intl'

/** "3 hours ago", going on by itself; the exact time on hover. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const format = useFormatter()
  const now = useNow({ updateInterval: 30_000 })
  const instant = new Date(at)
  // A clock that lags behind the server's must not say "in 2 seconds" of what has happened.
  const near = Math.abs(now.getTime() - instant.getTime()) < 60_000
  return (
    <time
      dateTime={at}
      title={format.dateTime(instant, { dateStyle: 'full', timeStyle: 'long' })}
      suppressHydrationWarning
      className={className}
    >
      {near ? format.relativeTime(now, now) : format.relativeTime(instant, now)}
    </time>
  )
}
