import { durationMs, isDuration } from '#engine/flow/duration.ts'

export const unitNames = ['days', 'hours', 'minutes', 'seconds'] as const
export type Parts = Record<(typeof unitNames)[number], string>

const ms = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 }

/** What the four fields show of an ISO 8601 text; none of what is no duration. */
export function partsOf(iso: string): Parts {
  const parts: Parts = { days: '', hours: '', minutes: '', seconds: '' }
  if (!isDuration(iso)) return parts
  let rest = durationMs(iso)
  for (const unit of unitNames) {
    const count = unit === 'seconds' ? rest / ms.seconds : Math.trunc(rest / ms[unit])
    rest -= count * ms[unit]
    if (count !== 0) parts[unit] = String(count)
  }
  return Object.values(parts).every((part) => part === '') ? { ...parts, seconds: '0' } : parts
}

/** The ISO 8601 text of what was typed, be it a duration or not: what is wrong with it is said beneath the field. */
export function isoOf({ days, hours, minutes, seconds }: Parts): string {
  const part = (text: string, letter: string) => (text.trim() === '' ? '' : `${text.trim()}${letter}`)
  const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S')
  const date = part(days, 'D')
  return date === '' && time === '' ? '' : `P${date}${time === '' ? '' : `T${time}`}`
}
