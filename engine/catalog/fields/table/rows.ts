/** What is typed in a row, by the id of the column. */
export type Row = Record<string, unknown>

/** The rows of a value; what is none is left out. */
export function rowsOf(value: unknown): Row[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) ? [{ ...row }] : [],
  )
}

/** A row as it begins: what each column has as its default. */
export function newRow(columns: readonly { id: string; defaults: unknown }[]): Row {
  return Object.fromEntries(columns.map(({ id, defaults }) => [id, defaults ?? '']))
}
