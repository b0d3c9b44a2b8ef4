/** What is typed in a row, by the id of the column. */
export type Row = Readonly<Record<string, unknown>>

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row)

/** The rows of a value, each the very object; what is none is left out. */
export function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isRow) : []
}

/** A row as it begins: what each column has as its default. */
export function newRow(columns: readonly { id: string; defaults: unknown }[]): Row {
  return Object.fromEntries(columns.map(({ id, defaults }) => [id, defaults ?? '']))
}

/** Whether nobody has put anything into it but what it began with. */
export function isUntouched(row: Row, columns: readonly { id: string; defaults: unknown }[]): boolean {
  return JSON.stringify(row) === JSON.stringify(newRow(columns))
}

/** With one row somewhere else. */
export function moved(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from]
  if (!row || to < 0 || to >= rows.length) return [...rows]
  const others = rows.filter((_, index) => index !== from)
  return [...others.slice(0, to), row, ...others.slice(to)]
}

export interface Place {
  row: number
  /** Of the column, from 0. */
  column: number
}

export interface Filling<C> {
  columns: readonly C[]
  /** Most rows that a table takes. */
  most: number
  /** What the text of a cell is as the column's value. */
  valueOf(text: string, column: C): unknown
}

/**
 * The rows with texts written over them from a place on, as a spreadsheet does; rows are added as they are needed.
 * @returns how many of the lines found no room, too
 */
export function filled<C extends { id: string; defaults: unknown }>(
  rows: readonly Row[],
  { at, lines }: { at: Place; lines: readonly (readonly string[])[] },
  { columns, most, valueOf }: Filling<C>,
): { rows: Row[]; left: number } {
  const room = Math.max(0, most - at.row)
  const made = [...rows]
  lines.slice(0, room).forEach((line, down) => {
    const row: Record<string, unknown> = { ...(made[at.row + down] ?? newRow(columns)) }
    line.forEach((text, across) => {
      const column = columns[at.column + across]
      if (column) row[column.id] = valueOf(text, column)
    })
    made[at.row + down] = row
  })
  return { rows: made, left: Math.max(0, lines.length - room) }
}
