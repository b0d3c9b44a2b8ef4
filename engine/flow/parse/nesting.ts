/** Far beyond what is accepted, far below what a stack of JavaScript holds. */
const maxLevels = 200

/**
 * Tells where a source opens more levels than the recursive composer may be given, lexeme by lexeme.
 * A RangeError cannot be waited for: V8 ends the process when it compiles a regular expression at the end of the stack.
 */
export class Nesting {
  /** Of the lexeme that comes next. */
  offset = 0
  private inFlow = 0
  // A block level needs a column of its own: the line's indentation and its indicators bound how many there are.
  private inBlock = 0
  private lineStart = true

  /** @returns whether the source is too deep at this lexeme. */
  isTooDeepAt(lexeme: string): boolean {
    const isLineEnd = lexeme === '\n' || lexeme === '\r\n'
    if (lexeme === '[' || lexeme === '{') this.inFlow++
    else if (lexeme === ']' || lexeme === '}') this.inFlow = Math.max(0, this.inFlow - 1)
    else if (isLineEnd) this.inBlock = 0
    else if (this.inFlow === 0 && this.lineStart && isSpaces(lexeme)) this.inBlock = lexeme.length
    else if (this.inFlow === 0 && (lexeme === '-' || lexeme === '?')) this.inBlock++
    if (this.inFlow > maxLevels || this.inBlock > maxLevels) return true
    this.lineStart = isLineEnd
    if (!isMark(lexeme)) this.offset += lexeme.length
    return false
  }
}

function isSpaces(lexeme: string): boolean {
  return lexeme.startsWith(' ') && lexeme.trimStart() === ''
}

/** Lexemes that stand for no text: byte order mark, document, flow end, scalar. */
function isMark(lexeme: string): boolean {
  return lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f'
}
