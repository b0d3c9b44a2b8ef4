import { resolved, Unclear } from './plain-scalars.ts'

/** The run of characters that a plain text may take at most. */
export const plainInBlock = /[^\n]*/y
export const plainInFlow = /[^\n,[\]{}]*/y
const plainStart = /[^\s?:,[\]{}#&*!|>'"%@`-]|-[^\s,[\]{}]/y
const plainEnd = / #|:(?= |$)/
const quoted = { "'": /'(?:[^'\n]|'')*'/y, '"': /"(?:[^"\\\n]|\\.)*"/y } as const

/** A place in a source, and the few steps from there that each way to write a value needs. */
export class PlainCursor {
  protected at = 0
  /** Column at which the text of the current line begins; -1 behind the last one. */
  protected indent = 0

  constructor(protected readonly source: string) {}

  protected is(character: string): boolean {
    return this.source[this.at] === character
  }

  protected isGapAt(at: number): boolean {
    const character = this.source[at]
    return character === ' ' || character === '\n' || character === undefined
  }

  protected isDash(): boolean {
    return this.is('-') && this.isGapAt(this.at + 1)
  }

  protected lineEnd(from: number): number {
    const end = this.source.indexOf('\n', from)
    return end < 0 ? this.source.length : end
  }

  protected skipSpaces(): void {
    while (this.is(' ')) this.at++
  }

  /** What stands here as the pattern says, which is sticky. */
  protected take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const text = pattern.exec(this.source)?.[0]
    if (text === undefined) throw new Unclear()
    this.at += text.length
    return text
  }

  /** From the start of a line to the first one that says something. */
  protected toNextLine(): void {
    for (;;) {
      const start = this.at
      this.skipSpaces()
      const column = this.at - start
      if (this.is('#')) this.at = this.lineEnd(this.at)
      this.indent = this.at < this.source.length ? column : -1
      if (!this.is('\n')) return
      this.at++
    }
  }

  /** Behind a value nothing but a comment may stand on its line. */
  protected endLine(): void {
    const end = this.at
    this.skipSpaces()
    if (this.is('#') && this.at > end) this.at = this.lineEnd(this.at)
    if (this.at < this.source.length && !this.is('\n')) throw new Unclear()
    this.at++
    this.toNextLine()
  }

  /** A plain or quoted text on one line. */
  protected text(plain: RegExp): string {
    const start = this.at
    if (this.is("'")) return this.take(quoted["'"]).slice(1, -1).replaceAll("''", "'")
    if (this.is('"')) {
      const source = this.take(quoted['"'])
      if (!source.includes('\\')) return source.slice(1, -1)
      return resolved({ type: 'double-quoted-scalar', offset: start, indent: 0, source })
    }
    this.take(plainStart)
    this.at = start
    const run = this.take(plain)
    let length = run.search(plainEnd)
    if (length < 0) length = run.length
    while (run[length - 1] === ' ') length--
    this.at = start + length
    return run.slice(0, length)
  }
}
