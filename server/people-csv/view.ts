import type { Column } from './columns.ts'

/** What is wrong with a row of a file of people. */
export interface RowProblem {
  /** From 1, as an editor counts. */
  line: number
  column: Column
  message: string
}

/** What becomes of a row. */
export interface ImportedRow {
  line: number
  mail: string
  name: string
  what: 'new' | 'changed' | 'unchanged' | 'wrong'
  /** Cells as an export would have them before and after; of somebody new only after. */
  changes: { column: Column; before?: string; after: string }[]
  problems: RowProblem[]
}

/** What comes of a whole file. */
export interface ImportResult {
  /** Whether it was done: not in a trial, and not where a row is wrong. */
  applied: boolean
  counts: Record<ImportedRow['what'], number>
  rows: ImportedRow[]
}
