const pattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i

/** Seconds of an ISO 8601 duration up to days, or of a number of seconds; undefined for what is neither. */
export function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  const [, days, hours, minutes, seconds] = pattern.exec(text) ?? []
  const parts = [days, hours, minutes, seconds]
  if (parts.every((part) => part === undefined)) return undefined
  const sizes = [86_400, 3600, 60, 1]
  return parts.reduce((sum, part, at) => sum + Number(part ?? 0) * (sizes[at] ?? 0), 0)
}
