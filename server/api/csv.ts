/** A value of a cell. */
export type Cell = string | number | boolean | undefined

/** A line of CSV, with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(printCell).join(',')}\r\n`
}

/** What a spreadsheet begins a formula with, at once or behind blanks; some take the wide signs of East Asian keyboards for it, too. */
const formula = /^'*(?:[\t\r\n]|[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/

/** Whether an export has to keep a text from being taken for a formula, or has done so. */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text)
}

/**
 * Quoted where it must be; a text that a spreadsheet would take for a formula is kept from it by an apostrophe. One that has
 * apostrophes before its formula gets one more, so that a reader who takes one away has what there was.
 */
function printCell(value: Cell): string {
  const text = value === undefined ? '' : String(value)
  const safe = typeof value === 'string' && looksLikeFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A download of CSV. @param pieces texts of whole lines, the first with the names of the columns */
export function csvDownload(name: string, pieces: AsyncGenerator<string, undefined>): Promise<Response> {
  return download(name, { type: 'text/csv', pieces })
}

/**
 * A download of text whose pieces are made while the client reads them; the first is awaited, so that a refusal is an answer.
 */
export async function download(
  name: string,
  { type, pieces }: { type: string; pieces: AsyncGenerator<string, undefined> },
): Promise<Response> {
  const encoder = new TextEncoder()
  let first: IteratorResult<string, undefined> | undefined = await pieces.next()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = first ?? (await pieces.next())
      first = undefined
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await pieces.return(undefined)),
  })
  return new Response(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
}
