import { Readable, pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import { decoderOf } from './charset.ts'

export interface CsvForm {
  charset: string
  fieldSeparator: string
  textDelimiter: string
  skipEmptyRows: boolean
  /** `ERROR`: a row that cannot be read ends the reading; else it is left out, and with `WARN` told. */
  onBadLines: 'ERROR' | 'WARN' | 'SKIP'
}

/** A row longer than this is none: a quote is not closed. */
const longest = 16 * 1024 * 1024

/**
 * The rows of CSV, with the line that each ends on. Rows may have any number of fields.
 * @throws Error for a row that cannot be read
 */
export async function* csvRecords(
  content: AsyncIterable<Uint8Array>,
  form: CsvForm,
  warn: (message: string) => Promise<void>,
): AsyncIterable<{ fields: string[]; line: number }> {
  const unread: string[] = []
  const parser = parse({
    bom: true,
    delimiter: form.fieldSeparator,
    quote: form.textDelimiter,
    info: true,
    max_record_size: longest,
    on_skip: (error) => {
      if (form.onBadLines === 'WARN') unread.push(error?.message ?? 'A row cannot be read')
      return undefined
    },
    relax_column_count: true,
    // a quote inside a field that is not quoted is a sign like any other
    relax_quotes: true,
    skip_empty_lines: form.skipEmptyRows,
    skip_records_with_error: form.onBadLines !== 'ERROR',
  })
  // its failure ends the parser, which throws it below
  pipeline(Readable.from(decoded(content, form.charset)), parser, () => undefined)
  for await (const { record, info } of parser as AsyncIterable<{
    record: string[]
    info: { lines: number }
  }>) {
    for (const message of unread.splice(0)) await warn(message)
    yield { fields: record, line: info.lines }
  }
  for (const message of unread) await warn(message)
}

async function* decoded(content: AsyncIterable<Uint8Array>, charset: string): AsyncIterable<string> {
  const decoder = decoderOf(charset)
  for await (const chunk of content) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
