import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { looksLikeFormula } from '#server/api/csv.ts'
import { AppError } from '#server/errors.ts'
import { columnOf, columns, type Cells, type Column } from './columns.ts'

export const mostRows = 5000

/** A row of the file, with the line that it begins in. */
export interface TableRow {
  line: number
  cells: Cells
}

interface Parsed {
  record: string[]
  /** In which it ends. */
  line: number
}

/**
 * Reads the rows of a file of people. The delimiter is what the header has most of: comma, semicolon or tab.
 * @throws AppError `invalid` for a file that cannot be read as a whole: no UTF-8, no header, unknown columns, too many rows
 */
export function readTable(bytes: Uint8Array): { columns: Column[]; rows: TableRow[] } {
  const [header, ...records] = parsed(textOf(bytes))
  if (!header) throw refused('The file is empty: its first line names the columns.', 1)
  const named = header.record.map((name) => headerOf(name, header.line))
  const twice = named.find((column, index) => named.indexOf(column) !== index)
  if (twice) throw refused(`The column ${twice} is there twice.`, header.line)
  if (!named.includes('mail'))
    throw refused('There is no column mail: it says who a row is about.', header.line)
  if (records.length > mostRows)
    throw refused(`The file has more than ${mostRows} rows: split it.`, header.line)
  return { columns: named, rows: records.map((one) => rowOf(one, named)) }
}

function textOf(bytes: Uint8Array): string {
  const text = decoded(bytes)
  if (text === undefined || text.includes('\0'))
    throw refused('The file is no text in UTF-8: save it as "CSV UTF-8".', 1)
  return text
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parsed(text: string): Parsed[] {
  const all: Parsed[] = []
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      recordDelimiter: ['\r\n', '\n', '\r'],
      relaxColumnCount: true,
      skipEmptyLines: true,
      maxRecordSize: 100_000,
      to: mostRows + 2,
      onRecord: (record: string[], { lines }) => {
        all.push({ record, line: lines })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw refused(`The file cannot be read as CSV: ${error.message}`, Number(error.lines) || 1)
  }
  return all
}

function delimiterOf(text: string): string {
  const header = text.slice(0, 2000).split('\n', 1)[0] ?? ''
  const count = (sign: string) => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

function headerOf(name: string, line: number): Column {
  const column = columnOf(name)
  if (column) return column
  throw refused(`There is no column ${name.slice(0, 100)}. There are: ${columns.join(', ')}.`, line)
}

function rowOf({ record, line }: Parsed, named: readonly Column[]): TableRow {
  const inner = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  const cells: Cells = {}
  for (const [index, column] of named.entries()) cells[column] = unguarded(record[index] ?? '').trim()
  return { line: line - inner, cells }
}

/** An export keeps a text that looks like a formula from spreadsheets by an apostrophe before it. */
function unguarded(cell: string): string {
  return cell.startsWith("'") && looksLikeFormula(cell) ? cell.slice(1) : cell
}

function refused(message: string, line: number): AppError {
  return new AppError('invalid', message, { details: [{ path: 'file', message, line, column: 1 }] })
}
