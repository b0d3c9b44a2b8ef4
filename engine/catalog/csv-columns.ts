export interface Columns {
  /** Of the columns that are kept, from the left. */
  names: string[]
  /** How many fields a row must have. */
  count: number
  warnings: string[]
}

/** The columns that a header names. Of two with one name the last counts, as in a map. */
export function columnsOf(header: readonly string[], onEmpty: 'DROP' | 'RENAME'): Columns {
  const count = header.length
  if (onEmpty === 'RENAME') return { names: renamed(header), count, warnings: [] }
  const last = header.findLastIndex((name) => name !== '')
  const names = header.slice(0, last < 0 ? count : last + 1)
  const warnings: string[] = []
  if (names.length < count)
    warnings.push(`${count - names.length} columns without a name were dropped from the end`)
  const lost = names.length - new Set(names).size
  if (lost > 0) warnings.push(`${lost} columns have the name of another one: only the last of them is kept`)
  return { names, count, warnings }
}

/** Columns without a name are called by their place, unless another one is. */
function renamed(header: readonly string[]): string[] {
  const taken = new Set(header)
  return header.map((name, at) => {
    if (name !== '') return name
    let made = `col_${at}`
    for (let attempt = 2; taken.has(made); attempt++) made = `col_${at}_${attempt}`
    taken.add(made)
    return made
  })
}
