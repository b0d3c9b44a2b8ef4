import type { Json, JsonObject } from '../flow.ts'

/** Who decides for a range of values and for some categories. */
export interface MatrixRow {
  /** Not this value itself. */
  above?: number
  /** This value too. */
  upTo?: number
  /** Absent: whatever it is. */
  category?: string | string[]
  deciders: Json
}

/** A task's matrix: of its rows the first that fits says who decides. */
export interface Matrix {
  value?: Json
  category?: Json
  rows: MatrixRow[]
}

/** For what no row says who decides. */
export interface Gap {
  /** Absent: whatever the category. `other`: those that no row names. */
  category?: string | { other: true }
  above?: number
  upTo?: number
}

/** The matrix among a task's properties, which its schema has judged. */
export function matrixOf({ matrix }: JsonObject): Matrix | undefined {
  return isMap(matrix) ? (matrix as JsonObject & Matrix) : undefined
}

/** Index of the first row that fits; -1: none does. */
export function rowFor({ rows }: Pick<Matrix, 'rows'>, at: { value?: number; category?: string }): number {
  return rows.findIndex((row) => isFor(row, at.category) && (at.value === undefined || isIn(row, at.value)))
}

/** Who decides as the author asked for it, and by which row; `problem`: a sentence for the engineer. */
export type Chosen = { deciders: Json; row?: number } | { problem: string }

/**
 * The deciders of an approval: by its matrix, else, and where no row of that fits, its `deciders`.
 * @param read what a property comes to; undefined: not known
 * @returns undefined where it depends on what is not known
 */
export function chooseDeciders(
  properties: JsonObject,
  read: (source: Json) => Json | undefined,
): Chosen | undefined {
  const matrix = matrixOf(properties)
  const { deciders } = properties
  if (!matrix) return deciders === undefined ? { problem: 'The approval has no deciders' } : { deciders }
  const at: { value?: number; category?: string } = {}
  if (matrix.value !== undefined) {
    const value = read(matrix.value)
    if (value === undefined) return undefined
    const number = numberOf(value)
    if (number === undefined)
      return { problem: `\`matrix.value\` came to ${JSON.stringify(value)}, which is no number` }
    at.value = number
  }
  if (matrix.category !== undefined) {
    const category = read(matrix.category)
    if (category === undefined) return undefined
    at.category = typeof category === 'string' ? category.trim() : JSON.stringify(category)
  }
  const index = rowFor(matrix, at)
  const row = matrix.rows[index]
  if (row) return { deciders: row.deciders, row: index }
  return deciders === undefined
    ? { problem: `No row of \`matrix\` says who decides ${told(at)}` }
    : { deciders }
}

/**
 * What no row is for.
 * @param categories all that there can be; undefined: not known
 */
export function gapsIn({ category, rows }: Matrix, categories: readonly string[] | undefined): Gap[] {
  const named = new Set(rows.flatMap((row) => row.category ?? []).map((one) => one.trim()))
  if (category === undefined || named.size === 0) return rangesWithout(rows)
  const known = (categories ?? [...named]).flatMap((one) =>
    rangesWithout(rows.filter((row) => isFor(row, one))).map((gap): Gap => ({ ...gap, category: one })),
  )
  if (categories) return known
  const others = rangesWithout(rows.filter((row) => row.category === undefined))
  return [...known, ...others.map((gap): Gap => ({ ...gap, category: { other: true } }))]
}

/** Indexes of rows that those before them leave nothing. */
export function unreachedRows({ rows }: Matrix): number[] {
  return rows.flatMap((row, index) => {
    const before = rows.slice(0, index)
    const own = row.category === undefined ? [undefined] : [row.category].flat()
    const isTaken = own.every((category) => {
      const rivals = before.filter((one) => one.category === undefined || isFor(one, category, false))
      return rangesWithout(rivals, row).length === 0
    })
    return isTaken ? [index] : []
  })
}

function isFor({ category }: MatrixRow, wanted: string | undefined, orAny = true): boolean {
  if (category === undefined) return orAny
  // as it is read of an answer, so it is of a row: without the blanks around it
  return wanted !== undefined && [category].flat().some((one) => one.trim() === wanted.trim())
}

function isIn(
  { above = -Infinity, upTo = Infinity }: Pick<MatrixRow, 'above' | 'upTo'>,
  value: number,
): boolean {
  return value > above && value <= upTo
}

/** The ranges within one that no row takes; without one of all numbers. */
function rangesWithout(
  rows: readonly MatrixRow[],
  { above: from = -Infinity, upTo: end = Infinity }: Pick<MatrixRow, 'above' | 'upTo'> = {},
): Gap[] {
  const sorted = rows
    .map(({ above = -Infinity, upTo = Infinity }) => ({ above, upTo }))
    .sort((a, b) => a.above - b.above)
  const gaps: Gap[] = []
  let reached = from
  for (const { above, upTo } of sorted) {
    if (reached >= end) break
    if (above > reached) gaps.push(gapOf(reached, Math.min(above, end)))
    reached = Math.max(reached, upTo)
  }
  if (reached < end) gaps.push(gapOf(reached, end))
  return gaps
}

function gapOf(above: number, upTo: number): Gap {
  return {
    ...(above === -Infinity ? {} : { above }),
    ...(upTo === Infinity ? {} : { upTo }),
  }
}

/** A number, or a text that is one; nothing is no number. */
function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value
  const text = typeof value === 'string' ? value.trim() : ''
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

function told({ value, category }: { value?: number; category?: string }): string {
  const parts = [
    ...(category === undefined ? [] : [`in the category \`${category}\``]),
    ...(value === undefined ? [] : [`for ${String(value)}`]),
  ]
  return parts.join(' ')
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
