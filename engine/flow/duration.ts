const pattern =
  /^([-+])?P(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i

/** Milliseconds of one week, day, hour, minute, second, in the order of the pattern's groups. */
const units = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000]

/** Whether a text is a duration that `durationMs` reads. Years and months are none: their length is not fixed. */
export function isDuration(text: string): boolean {
  return pattern.test(text) && /\d/.test(text) && !/T$/i.test(text)
}

/**
 * The same in parts: weeks, days, and the rest in milliseconds. What is negative counts as none.
 * @throws RangeError where the text is no such duration.
 */
export function durationParts(iso: string): { weeks: number; days: number; ms: number } {
  const all = durationMs(iso)
  const [weeks = 0, days = 0] = [2, 3].map((group) =>
    Number(pattern.exec(iso)?.[group]?.replace(',', '.') ?? 0),
  )
  if (all <= 0) return { weeks: 0, days: 0, ms: 0 }
  return { weeks, days, ms: Math.round(all - weeks * 604_800_000 - days * 86_400_000) }
}

/**
 * Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds: `PT30S`, `P2DT4H`.
 * @throws RangeError where the text is no such duration.
 */
export function durationMs(iso: string): number {
  const match = pattern.exec(iso)
  if (!match || !isDuration(iso)) throw new RangeError(`Not an ISO 8601 duration: ${iso}`)
  const sum = units.reduce((total, unit, index) => {
    const part = match[index + 2]
    return part === undefined ? total : total + Number(part.replace(',', '.')) * unit
  }, 0)
  return Math.round(match[1] === '-' ? -sum : sum)
}
