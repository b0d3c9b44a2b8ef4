const pattern =
  /^P(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i

/** Seconds of an ISO 8601 duration up to weeks, or of a number of seconds; undefined for what is neither. */
export function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  const parts: (string | undefined)[] = (pattern.exec(text) ?? []).slice(1)
  if (parts.every((part) => part === undefined)) return undefined
  const sizes = [604_800, 86_400, 3600, 60, 1]
  return parts.reduce((sum, part, at) => sum + Number(part?.replace(',', '.') ?? 0) * (sizes[at] ?? 0), 0)
}
