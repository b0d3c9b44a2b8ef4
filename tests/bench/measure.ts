export interface Spread {
  median: number
  p95: number
  p99: number
}

/** Nearest-rank percentiles of some measurements. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** Runs one after another; the first `warm` are not counted. */
export async function repeat(
  times: number,
  measure: (n: number) => Promise<number>,
  warm = 10,
): Promise<number[]> {
  const values: number[] = []
  for (let n = 0; n < times + warm; n++) {
    const value = await measure(n)
    if (n >= warm) values.push(value)
  }
  return values
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`

/**
 * Begins something so many times a second for so many seconds, whether or not what began before has ended.
 * @returns what each came to, in order
 */
export async function atRate<T>(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  go: (n: number) => Promise<T>,
): Promise<T[]> {
  const began = performance.now()
  const going: Promise<T>[] = []
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = began + (n * 1000) / perSecond
    const early = due - performance.now()
    if (early > 1) await new Promise((next) => setTimeout(next, early))
    going.push(go(n))
  }
  return Promise.all(going)
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)
}
