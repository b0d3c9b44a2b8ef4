/** Minutes that a zone is ahead of UTC at an instant. */
function offsetMinutes(ms: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  })
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part
  return Math.round(
    (Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / 60_000) * 60_000) / 60_000,
  )
}

/** `2026-11-25T15:30` in the zone as `2026-11-25T14:30:00Z`; an empty text for what is no date and time. */
export function instantAt(local: string, zone: string): string {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local)
    ? Date.parse(`${local.slice(0, 16)}Z`)
    : Number.NaN
  if (Number.isNaN(asUtc)) return ''
  // the offset at the first guess may be that of the other side of a change of the clock
  const guess = asUtc - offsetMinutes(asUtc, zone) * 60_000
  const ms = asUtc - offsetMinutes(guess, zone) * 60_000
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** `2026-11-25T14:30:00Z` as the zone's clock shows it: `2026-11-25T15:30`; an empty text for what is no instant. */
export function localAt(instant: string, zone: string): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms) || !/[zZ]$|[+-]\d{2}:?\d{2}$/.test(instant)) return ''
  return new Date(ms + offsetMinutes(ms, zone) * 60_000).toISOString().slice(0, 16)
}
