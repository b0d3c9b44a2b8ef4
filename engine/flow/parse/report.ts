import type { Note, Problem } from '../problem.ts'
import { didYouMean } from './nearest.ts'
import { printPath, type Path } from './tree.ts'

/** Nobody reads more, and a hostile source must not make a long answer. */
const maxProblems = 500
const maxHints = 100

/** Collects the problems of one document; the reading goes on after each, so that all are told at once. */
export class Report {
  readonly source: string
  private readonly found = new Map<string, Problem>()
  private readonly noted: Note[] = []
  private readonly lineStarts: number[]
  private hints = 0

  constructor(source: string) {
    this.source = source
    this.lineStarts = [0]
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
      this.lineStarts.push(at + 1)
  }

  /** Line and column from 1. */
  place(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 }
  }

  add(code: string, message: string, at: { path: Path; offset: number }): void {
    if (this.found.size >= maxProblems) return
    const path = printPath(at.path)
    const place = this.place(at.offset)
    const key = `${code} ${place.line} ${place.column} ${message}`
    if (!this.found.has(key)) this.found.set(key, { code, message, path, ...place })
  }

  note(note: Omit<Note, 'path' | 'line' | 'column'>, at: { path: Path; offset: number }): void {
    if (this.noted.length >= maxProblems) return
    this.noted.push({ ...note, path: printPath(at.path), ...this.place(at.offset) })
  }

  has(code: string, path: Path): boolean {
    const printed = printPath(path)
    return [...this.found.values()].some((problem) => problem.code === code && problem.path === printed)
  }

  /** `; did you mean "log"?` or nothing. */
  hint(word: string, names: Iterable<string> | (() => Iterable<string>)): string {
    if (++this.hints > maxHints) return ''
    return didYouMean(word, typeof names === 'function' ? names() : names)
  }

  /** In the order of the source; at most 500. */
  problems(): Problem[] {
    return [...this.found.values()].sort((a, b) => a.line - b.line || a.column - b.column)
  }

  /** In the order of the source. */
  notes(): Note[] {
    return this.noted.sort((a, b) => a.line - b.line || a.column - b.column)
  }

  get clean(): boolean {
    return this.found.size === 0
  }
}
