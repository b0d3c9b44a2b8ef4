import { columnsOf, type Columns } from '#engine/catalog/csv-columns.ts'
import { csvRecords } from '#engine/catalog/csv-records.ts'
import { rowsIn } from '#engine/catalog/rows.ts'
import { Moment } from '#engine/flow/expressions/moment.ts'
import { Real } from '#engine/flow/expressions/numbers.ts'
import type { Json } from '#engine/flow/flow.ts'

export interface Rows {
  rows: Json[]
  /** Whether there are more. */
  truncated: boolean
}

interface Limits {
  maxLine: number
  /** The bytes end before the file does: the last line may not be whole. */
  isCut: boolean
}

/** The first rows of JSON or Ion. @throws Error for a line that is neither */
export async function ionRows(begin: Buffer, { maxLine, isCut }: Limits): Promise<Rows> {
  const rows: Json[] = []
  for await (const { value } of rowsIn(pieces(wholeLines(begin, isCut)))) {
    if (rows.length >= maxLine) return { rows, truncated: true }
    rows.push(shown(value))
  }
  return { rows, truncated: isCut }
}

/** The first rows of CSV, by the names of its header. @throws Error for what cannot be read */
export async function csvRows(
  begin: Buffer,
  { maxLine, isCut, encoding }: Limits & { encoding: string },
): Promise<Rows> {
  const form = {
    charset: encoding,
    fieldSeparator: separatorOf(begin),
    textDelimiter: '"',
    skipEmptyRows: true,
    onBadLines: 'SKIP' as const,
  }
  let columns: Columns | undefined
  const rows: Json[] = []
  for await (const { fields } of csvRecords(pieces(wholeLines(begin, isCut)), form, async () => undefined)) {
    if (!columns) columns = columnsOf(fields, 'RENAME')
    else if (rows.length >= maxLine) return { rows, truncated: true }
    else rows.push(Object.fromEntries(columns.names.map((name, at) => [name, fields[at] ?? null])))
  }
  return { rows, truncated: isCut }
}

/** The sign that the first line has most of. */
function separatorOf(begin: Buffer): string {
  const [line = ''] = begin
    .subarray(0, 64 * 1024)
    .toString('latin1')
    .split('\n')
  const count = (sign: string) => line.split(sign).length
  return [',', ';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

function wholeLines(begin: Buffer, isCut: boolean): Buffer {
  return isCut ? begin.subarray(0, begin.lastIndexOf('\n') + 1) : begin
}

/** In pieces, so that a reader which has enough stops early. */
async function* pieces(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 64 * 1024)
    yield await Promise.resolve(bytes.subarray(at, at + 64 * 1024))
}

/** As JSON: whole numbers that it would round become text. */
function shown(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Real) return value.value
  if (value instanceof Moment) return value.full()
  if (Array.isArray(value)) return value.map(shown)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner)]))
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
