export interface DiffLine {
  kind: 'same' | 'added' | 'removed'
  text: string
  /** From 1; absent where the side does not have the line. */
  before?: number
  after?: number
}

/** A run of lines, or how many equal ones are left out. */
export type DiffPart = { lines: DiffLine[] } | { skipped: number }

/** Leaves out what is equal farther than `around` lines from a change. */
export function foldSame(diff: readonly DiffLine[], around: number): DiffPart[] {
  const near = diff.map((line) => line.kind !== 'same')
  const kept = diff.map((_, at) => near.slice(Math.max(0, at - around), at + around + 1).includes(true))
  const parts: DiffPart[] = []
  diff.forEach((line, at) => {
    const last = parts.at(-1)
    if (kept[at]) {
      if (last && 'lines' in last) last.lines.push(line)
      else parts.push({ lines: [line] })
    } else if (last && 'skipped' in last) last.skipped += 1
    else parts.push({ skipped: 1 })
  })
  return parts
}

/** Beyond this many cells the middle part is told as removed and added as a whole. */
const cellsAtMost = 4_000_000

/** The lines of two texts side by side: the longest common sequence, after what is equal at both ends is set aside. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const a = before.split('\n')
  const b = after.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++
  const middle = { a: a.slice(start, a.length - end), b: b.slice(start, b.length - end) }
  return [
    ...a.slice(0, start).map((text, at): DiffLine => ({ kind: 'same', text, before: at + 1, after: at + 1 })),
    ...middleOf(middle.a, middle.b, start),
    ...a.slice(a.length - end).map((text, at): DiffLine => ({
      kind: 'same',
      text,
      before: a.length - end + at + 1,
      after: b.length - end + at + 1,
    })),
  ]
}

function middleOf(a: readonly string[], b: readonly string[], offset: number): DiffLine[] {
  const removed = (at: number): DiffLine => ({ kind: 'removed', text: a[at] ?? '', before: offset + at + 1 })
  const added = (at: number): DiffLine => ({ kind: 'added', text: b[at] ?? '', after: offset + at + 1 })
  if (a.length * b.length > cellsAtMost)
    return [...a.map((_, at) => removed(at)), ...b.map((_, at) => added(at))]
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  const cell = (x: number, y: number) => lengths[x * width + y] ?? 0
  for (let x = a.length - 1; x >= 0; x--)
    for (let y = b.length - 1; y >= 0; y--)
      lengths[x * width + y] =
        a[x] === b[y] ? cell(x + 1, y + 1) + 1 : Math.max(cell(x + 1, y), cell(x, y + 1))
  const lines: DiffLine[] = []
  let x = 0
  let y = 0
  while (x < a.length || y < b.length) {
    if (x < a.length && y < b.length && a[x] === b[y]) {
      lines.push({ kind: 'same', text: a[x] ?? '', before: offset + x + 1, after: offset + y + 1 })
      x++
      y++
    } else if (y >= b.length || (x < a.length && cell(x + 1, y) >= cell(x, y + 1))) lines.push(removed(x++))
    else lines.push(added(y++))
  }
  return lines
}
