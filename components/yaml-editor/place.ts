/** Where in a document a cursor is, told from indentation alone: the document may be unreadable for a parser at the time. */
export interface Place {
  /** Keys from the root to the mapping that the cursor's line is in; `[]` stands for an item of a list. */
  path: string[]
  /** The `type` of each mapping on the path, the root's first; one more than there are keys with children. */
  types: (string | undefined)[]
  /** The key whose value is being written; absent: a key is being written. */
  key?: string
  /** What stands before the cursor of the key or value. */
  text: string
  /** Keys that the cursor's mapping has already. */
  siblings: string[]
}

interface Line {
  dash: number
  /** Column at which the key starts, behind the dashes. */
  column: number
  key?: string
  value: string
}

const shape = /^(\s*)((?:-\s+|-$)*)(?:(["']?)([\w.$-]+)\3\s*:(?:\s+(.*)|$))?/

function read(text: string): Line | undefined {
  if (/^\s*(#|$)/.test(text)) return undefined
  const [, indent = '', dashes = '', , key, value = ''] = shape.exec(text) ?? []
  const dash = dashes ? indent.length + dashes.trimEnd().length - 1 : -1
  return { dash, column: indent.length + dashes.length, key, value: value.trim() }
}

/** The line and column count from 0. */
export function placeAt(lines: readonly string[], line: number, column: number): Place {
  const before = (lines[line] ?? '').slice(0, column)
  const here = read(before.trim() === '' ? `${before}x` : before) ?? { dash: -1, column, value: '' }
  const level = levelAt(lines, line, here)
  const place: Place = { path: [], types: [level.type], text: '', siblings: level.keys }
  climb(lines, line, { here, place })
  if (here.key !== undefined)
    return { ...place, key: here.key, text: before.slice(before.indexOf(':') + 1).trimStart() }
  return { ...place, text: before.slice(here.column) }
}

/** Keys of the mapping that a line belongs to, above and below it. */
function levelAt(lines: readonly string[], line: number, at: Pick<Line, 'dash' | 'column'>) {
  const keys: string[] = []
  let type: string | undefined
  const take = (index: number): boolean => {
    const other = read(lines[index] ?? '')
    if (!other) return true
    if (other.column < at.column) return false
    if (other.column === at.column && other.key !== undefined) {
      keys.push(other.key)
      if (other.key === 'type') type = other.value.replace(/^(["'])(.*)\1$/, '$2')
    }
    return true
  }
  const first = read(lines[line] ?? '')
  if (first?.key === 'type') type = first.value
  for (let up = line; at.dash < 0 && up > 0; up--) {
    if (!take(up - 1)) break
    const other = read(lines[up - 1] ?? '')
    if (other && other.column === at.column && other.dash >= 0) break
  }
  for (let down = line + 1; down < lines.length; down++) {
    const other = read(lines[down] ?? '')
    if (other && other.dash >= 0 && other.dash < at.column) break
    if (!take(down)) break
  }
  return { keys, type }
}

/** Fills path and types from the line upward. */
function climb(lines: readonly string[], line: number, { here, place }: { here: Line; place: Place }): void {
  let inItem = here.dash >= 0
  let bound = inItem ? here.dash : here.column
  for (let up = line - 1; up >= 0 && bound >= 0; up--) {
    const other = read(lines[up] ?? '')
    if (!other) continue
    if (!inItem && other.dash >= 0 && other.column === bound) {
      bound = other.dash
      inItem = true
      continue
    }
    const isParent = inItem
      ? other.column < bound || (other.column === bound && other.dash < 0)
      : other.column < bound
    if (!isParent || other.key === undefined) continue
    place.path.unshift(...(inItem ? [other.key, '[]'] : [other.key]))
    place.types.unshift(levelAt(lines, up, other).type)
    inItem = other.dash >= 0
    bound = inItem ? other.dash : other.column
  }
}

/** Whether the cursor is inside `{{ … }}` or `{% … %}` that opened on this line; then the text since. */
export function templateBefore(text: string): string | undefined {
  const open = Math.max(text.lastIndexOf('{{'), text.lastIndexOf('{%'))
  if (open < 0 || text.indexOf('}}', open) >= 0 || text.indexOf('%}', open) >= 0) return undefined
  return text.slice(open + 2)
}
