/** Milliseconds as an ISO 8601 duration, as Kestra prints one: hours at most, `PT0S` for none. */
export function printDuration(ms: number): string {
  const sign = ms < 0 ? -1 : 1
  const total = Math.abs(Math.round(ms))
  const hours = Math.floor(total / 3_600_000)
  const minutes = Math.floor((total % 3_600_000) / 60_000)
  const seconds = (total % 60_000) / 1000
  const parts = [
    hours ? `${sign * hours}H` : '',
    minutes ? `${sign * minutes}M` : '',
    seconds ? `${sign * seconds}S` : '',
  ].join('')
  return `PT${parts || '0S'}`
}
