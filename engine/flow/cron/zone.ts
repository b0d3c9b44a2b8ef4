const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** Whether there is such a time zone: `Europe/Berlin`, `UTC`. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    formatOf(zone)
    return true
  } catch {
    // Intl throws for a name that it does not know
    return false
  }
}

/** What the clocks of the zone show at an instant, as if it were UTC. Milliseconds; whole seconds. */
export function localOf(zone: string, at: number): number {
  const second = Math.floor(at / 1000) * 1000
  if (zone === 'UTC') return second
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(second)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, seconds)
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
export function offsetAt(zone: string, at: number): number {
  return localOf(zone, at) - Math.floor(at / 1000) * 1000
}

/**
 * The instants at which the zone's clocks show a time: one, two where the clock was put back over it, none where it was
 * put forward over it.
 */
export function instantsOf(zone: string, local: number): number[] {
  const day = 86_400_000
  const offsets = new Set([offsetAt(zone, local - day), offsetAt(zone, local + day)])
  return [...offsets]
    .map((offset) => local - offset)
    .filter((at) => localOf(zone, at) === local)
    .sort((a, b) => a - b)
}

/** The first instant after the gap that swallowed a local time. */
export function endOfGap(zone: string, local: number): number {
  return changeBetween(zone, local - 86_400_000, local + 86_400_000)
}

/** When the zone's clocks are changed between two instants that have different offsets. */
export function changeBetween(zone: string, from: number, to: number): number {
  let [before, after] = [from, to]
  const target = offsetAt(zone, after)
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (offsetAt(zone, middle) === target) after = middle
    else before = middle
  }
  return after
}

/** `2027-03-14T03:00:00-04:00`: an instant as the zone's clocks show it, with their distance from UTC. */
export function isoIn(zone: string, at: number): string {
  const text = new Date(localOf(zone, at)).toISOString().slice(0, 19)
  const minutes = Math.round(offsetAt(zone, at) / 60_000)
  if (minutes === 0) return `${text}Z`
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(minutes)
  return `${text}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
