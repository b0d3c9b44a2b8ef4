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
  const inner = inlineMap(lines[line] ?? '', { before, here })
  if (inner) return withInlineMap(place, inner)
  if (here.key !== undefined)
    return { ...place, key: here.key, text: before.slice(before.indexOf(':') + 1).trimStart() }
  return { ...place, text: before.slice(here.column) }
}

interface InlineMap {
  /** The key whose value it is; absent: it is an item of a list. */
  owner?: string
  /** Its text on the whole line, and what stands before the cursor of it. */
  whole: string
  before: string
}

/** A map in braces that the cursor is in: `- { id: a, type: log, | }`. Of maps within maps the outermost. */
function inlineMap(line: string, { before, here }: { before: string; here: Line }): InlineMap | undefined {
  const start = here.key === undefined ? here.column : before.indexOf(':', here.column) + 1
  const own = before.slice(start).trimStart()
  if (!own.startsWith('{') || own.includes('}')) return undefined
  const at = before.length - own.length + 1
  return { owner: here.key, whole: line.slice(at), before: own.slice(1) }
}

function withInlineMap(place: Place, { owner, whole, before }: InlineMap): Place {
  const part = before.slice(before.lastIndexOf(',') + 1).trimStart()
  const [, key, value] = /^["']?([\w.$-]+)["']?\s*:(?:\s+(.*)|$)/.exec(part) ?? []
  const type = /(?:^|[\s,])type:\s*["']?([\w.-]+)/.exec(whole)?.[1]
  const siblings = Array.from(whole.matchAll(/(?:^|[\s,])([\w.$-]+):(?=\s|$)/g), ([, name = '']) => name)
  const types = owner === undefined ? [...place.types.slice(0, -1), type] : [...place.types, type]
  const path = owner === undefined ? place.path : [...place.path, owner]
  return {
    path,
    types,
    siblings,
    ...(key === undefined ? {} : { key }),
    text: value ?? (key === undefined ? part : ''),
  }
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

/** A template does not go on for longer. */
const templateLines = 50

/**
 * Whether the cursor is inside `{{ … }}` or `{% … %}`; then the text since it opened.
 * @param lines up to the cursor, which is at the end of the last one
 */
export function templateBefore(lines: readonly string[]): string | undefined {
  const near = lines.slice(-templateLines)
  const text = near.join('\n')
  const open = Math.max(text.lastIndexOf('{{'), text.lastIndexOf('{%'))
  if (open < 0 || text.indexOf('}}', open) >= 0 || text.indexOf('%}', open) >= 0) return undefined
  const since = text.slice(open + 2)
  // one that was left open ends where the text that it stands in ends
  const before = text.slice(0, open)
  const indent = /^\s*/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0].length ?? 0
  const inner = since.split('\n').slice(1)
  const isOver = inner.some(
    (line) => line.trim() !== '' && line.length - line.trimStart().length < Math.max(indent, 1),
  )
  return isOver || inner.some((line) => /^\s*(-\s+)?[\w-]+:(\s|$)/.test(line)) ? undefined : since
}
