import { Lexer } from 'yaml'

/** Far beyond what is accepted, far below what a stack of JavaScript holds. */
const maxLevels = 200

/**
 * Offset at which a source opens more levels than the recursive composer may be given, or undefined.
 * A RangeError cannot be waited for: V8 ends the process when it compiles a regular expression at the end of the stack.
 */
export function tooDeepAt(source: string): number | undefined {
  let offset = 0
  let inFlow = 0
  // A block level needs a column of its own: the line's indentation and its indicators bound how many there are.
  let inBlock = 0
  let lineStart = true
  for (const lexeme of new Lexer().lex(source)) {
    if (lexeme === '[' || lexeme === '{') inFlow++
    else if (lexeme === ']' || lexeme === '}') inFlow = Math.max(0, inFlow - 1)
    else if (lexeme === '\n' || lexeme === '\r\n') [lineStart, inBlock] = [true, 0]
    else if (inFlow === 0 && /^ +$/.test(lexeme) && lineStart) inBlock = lexeme.length
    else if (inFlow === 0 && (lexeme === '-' || lexeme === '?')) inBlock++
    if (inFlow > maxLevels || inBlock > maxLevels) return offset
    if (lexeme !== '\n' && lexeme !== '\r\n') lineStart = false
    if (!isMark(lexeme)) offset += lexeme.length
  }
  return undefined
}

/** Lexemes that stand for no text: byte order mark, document, flow end, scalar. */
function isMark(lexeme: string): boolean {
  return lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f'
}
