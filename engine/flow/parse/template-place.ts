import type { Scalar } from './tree.ts'

const quote = "'".charCodeAt(0)
const backslash = '\\'.charCodeAt(0)

/**
 * Offset in the source of a character of a scalar's text: exact in plain, quoted and literal scalars, on the right line in folded ones.
 * @param place line and column in the text, from 1
 */
export function offsetInScalar(
  source: string,
  scalar: Scalar,
  place: { line: number; column: number },
): number {
  const text = String(scalar.value)
  const index = indexOf(text, place.line, place.column)
  if (scalar.style === 'literal' || scalar.style === 'folded') return inBlock(source, scalar, index)
  const quoted = scalar.style === 'single' || scalar.style === 'double'
  return align(
    { source, text, at: scalar.start + (quoted ? 1 : 0), end: scalar.end, style: scalar.style },
    index,
  )
}

function indexOf(text: string, line: number, column: number): number {
  let start = 0
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', start)
    if (next < 0) break
    start = next + 1
  }
  return Math.min(start + column - 1, text.length)
}

function inBlock(source: string, scalar: Scalar, index: number): number {
  const text = String(scalar.value)
  const header = source.indexOf('\n', scalar.start)
  if (header < 0) return scalar.start
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(source.slice(header + 1, scalar.end))?.[1]?.length ?? 0
  if (scalar.style === 'folded')
    return align({ source, text, at: header + 1, end: scalar.end, style: 'folded' }, index)
  const before = text.slice(0, index)
  const lines = before.split('\n')
  let at = header + 1
  for (let n = 1; n < lines.length; n++) at = source.indexOf('\n', at) + 1
  return Math.min(at + indent + (lines.at(-1)?.length ?? 0), scalar.end)
}

interface Alignment {
  source: string
  text: string
  at: number
  end: number
  style: Scalar['style']
}

/** Walks text and source side by side: an escape is more source than text, a folded line break other white space than the text's. */
function align({ source, text, at, end, style }: Alignment, index: number): number {
  let place = at
  for (let n = 0; n <= index && place < end; n++) {
    if (n < index && isSame(source.charCodeAt(place), text.charCodeAt(n), style)) {
      place++
      continue
    }
    const wanted = text[n]
    while (
      place < end &&
      source[place] !== wanted &&
      isGap(source[place]) &&
      !(style === 'double' && source[place] === '\\')
    )
      place++
    if (n === index) return place
    place += widthOf(source.slice(place, place + 2), style, wanted)
  }
  return Math.min(place, end)
}

/** Most characters stand for themselves: a long text is walked without a look at what they may be. */
function isSame(found: number, wanted: number, style: Scalar['style']): boolean {
  return (
    found === wanted &&
    !(style === 'single' && found === quote) &&
    !(style === 'double' && found === backslash)
  )
}

function isGap(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}

/** Length in the source of one character of the text. */
function widthOf(next: string, style: Scalar['style'], wanted: string | undefined): number {
  if (style === 'single' && wanted === "'") return 2
  if (style === 'double' && next.startsWith('\\')) {
    const kind = next[1]
    return kind === 'x' ? 4 : kind === 'u' ? 6 : kind === 'U' ? 10 : 2
  }
  // A folded line break: the text's space or newline stands for white space that the walk skips anyway.
  return isGap(wanted) && next[0] !== wanted ? 0 : 1
}
