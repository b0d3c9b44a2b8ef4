/** Lines of cells from text with separators; a cell in quotes may hold them, line ends and doubled quotes. Blank lines are left out. */
export function readDelimited(text: string, separator: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    line.push(cell)
    cell = ''
  }
  const endLine = () => {
    endCell()
    if (line.some((one) => one.trim() !== '')) lines.push(line)
    line = []
  }
  const body = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  for (let at = 0; at < body.length; at++) {
    const character = body.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (body.charAt(at + 1) === '"') cell += body.charAt(++at)
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator) endCell()
    else if (character === '\n') endLine()
    else cell += character
  }
  if (cell !== '' || line.length > 0) endLine()
  return lines
}

/** The one of tab, semicolon and comma that splits the first line into most cells. */
export function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1)
  const counts = ['\t', ';', ','].map((separator) => ({
    separator,
    cells: readDelimited(first, separator)[0]?.length ?? 0,
  }))
  return counts.reduce((best, one) => (one.cells > best.cells ? one : best)).separator
}

/** What a spreadsheet puts on the clipboard; undefined for a text that belongs into one cell. */
export function readPasted(text: string): string[][] | undefined {
  const lines = readDelimited(text, '\t')
  const [first] = lines
  return lines.length > 1 || (first && first.length > 1) ? lines : undefined
}

export interface Matched {
  /** Cells in the order of the columns; undefined for a column that the file lacks. */
  lines: (string | undefined)[][]
  /** Names in the first line that are no column. */
  unknown: string[]
  /** Columns that have a place in the file. */
  known: number
}

/** Matches the first line of a file to the columns, by id or label. */
export function matchColumns(
  [header = [], ...lines]: readonly (readonly string[])[],
  columns: readonly { id: string; label: string }[],
): Matched {
  const plain = (text: string) => text.trim().toLowerCase()
  const places = columns.map(({ id, label }) =>
    header.findIndex((name) => plain(name) === plain(id) || plain(name) === plain(label)),
  )
  return {
    lines: lines.map((line) => places.map((place) => (place < 0 ? undefined : (line[place] ?? '')))),
    unknown: header.filter((name, index) => name.trim() !== '' && !places.includes(index)),
    known: places.filter((place) => place >= 0).length,
  }
}
