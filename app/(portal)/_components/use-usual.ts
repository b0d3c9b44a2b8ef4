'use client'

import { useFormatter } from 'next-intl'

/**
 * Within which time something is done, in its largest fitting unit: "6 hours", "2 days". Never less than it takes. Of working time
 * hours are the largest: a day of it has no fixed length.
 */
export function useUsual(): (seconds: number, working?: boolean) => string {
  const format = useFormatter()
  return (seconds, working = false) => {
    const [size, unit] = unitOf(seconds, working)
    return format.number(Math.max(1, Math.ceil(seconds / size)), {
      style: 'unit',
      unit,
      unitDisplay: 'long',
    })
  }
}

function unitOf(seconds: number, working: boolean): [number, string] {
  if (seconds < 90) return [1, 'second']
  if (seconds < 90 * 60) return [60, 'minute']
  return working || seconds < 36 * 3600 ? [3600, 'hour'] : [86_400, 'day']
}
