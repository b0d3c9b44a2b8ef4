import type { Problem } from '../problem.ts'
import { printPath, type Path } from './tree.ts'

/** Collects the problems of one document; the reading goes on after each, so that all are told at once. */
export class Report {
  readonly source: string
  private readonly found = new Map<string, Problem>()
  private readonly lineStarts: number[]

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
    const path = printPath(at.path)
    const place = this.place(at.offset)
    const key = `${code} ${path} ${place.line} ${place.column} ${message}`
    if (!this.found.has(key)) this.found.set(key, { code, message, path, ...place })
  }

  /** In the order of the source. */
  problems(): Problem[] {
    return [...this.found.values()].sort((a, b) => a.line - b.line || a.column - b.column)
  }

  get clean(): boolean {
    return this.found.size === 0
  }
}
