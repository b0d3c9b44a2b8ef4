import { durationMs, isDuration } from './duration.ts'

/** Seconds of each, the longest first. */
const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/**
 * A length of time as people write it, not as it is stored: `PT90M` is "1 hour 30 minutes". Any other text stays as it is.
 * @param locale BCP 47
 */
export function durationText(iso: string, locale: string): string {
  const whole = isDuration(iso) ? durationMs(iso) / 1000 : -1
  if (whole < 0) return iso
  let rest = whole
  const parts = units.flatMap(([unit, seconds]) => {
    // milliseconds are the smallest that a duration has
    const count = unit === 'second' ? Math.round(rest * 1000) / 1000 : Math.trunc(rest / seconds)
    rest -= count * seconds
    if (count === 0 && (unit !== 'second' || whole > 0)) return []
    return [new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)]
  })
  return parts.join(' ')
}
