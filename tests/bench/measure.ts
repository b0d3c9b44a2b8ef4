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
