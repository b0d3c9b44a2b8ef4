import type { JsonObject } from '#engine/flow/flow.ts'

/** One bar, point or slice, with a number of each series; undefined where a row has none. */
export interface Point {
  name: string
  values: (number | undefined)[]
}

/** More than this no chart shows. */
export const mostPoints = 60

/** The rows' numbers in their order; what comes after the sixtieth row is left out. */
export function pointsOf(rows: readonly JsonObject[], x: string, series: readonly string[]): Point[] {
  return rows
    .slice(0, mostPoints)
    .map((row) => ({ name: nameOf(row[x]), values: series.map((key) => numberOf(row[key])) }))
    .filter(({ values }) => values.some((value) => value !== undefined))
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A round number at or above the largest value, and one at or below the smallest; zero is always between them. */
export function scaleOf(points: readonly Point[]): { low: number; high: number } {
  const values = points.flatMap(({ values: own }) => own.filter((value) => value !== undefined))
  const high = Math.max(0, ...values)
  const low = Math.min(0, ...values)
  const span = high - low || 1
  const step = 10 ** Math.floor(Math.log10(span)) / 2
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step || step }
}

/** Points of a pie: each that can be told apart, the rest of them in one. @param rest its name */
export function pieParts(points: readonly Point[], rest: string): Point[] {
  if (points.length <= mostParts) return [...points]
  const others = points.slice(mostParts - 1)
  const sum = others.reduce((total, { values: [value = 0] }) => total + Math.max(0, value), 0)
  return [...points.slice(0, mostParts - 1), { name: rest, values: [sum] }]
}

const mostParts = 6

/** Slices of a pie of radius 1 around 0,0, as SVG paths; a single whole is a circle of two halves. */
export function slicesOf(values: readonly number[]): { path: string; share: number }[] {
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  let from = 0
  return values.map((value) => {
    const share = total > 0 ? Math.max(0, value) / total : 0
    const [start, end] = [from, from + share]
    from = end
    if (share === 0) return { path: '', share }
    if (share > 0.9999) return { path: 'M 0 -1 A 1 1 0 1 1 0 1 A 1 1 0 1 1 0 -1 Z', share }
    const large = share > 0.5 ? 1 : 0
    return { path: `M 0 0 L ${at(start)} A 1 1 0 ${String(large)} 1 ${at(end)} Z`, share }
  })
}

/** A place on the circle, from the top on clockwise. */
function at(turn: number): string {
  const angle = turn * 2 * Math.PI
  return `${Math.sin(angle).toFixed(4)} ${(-Math.cos(angle)).toFixed(4)}`
}
