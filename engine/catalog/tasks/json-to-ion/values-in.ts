/** A value longer than this is no row. */
const longest = 16 * 1024 * 1024
const space = /\s/

/** The texts of the values in a list of JSON, or of the one value that is no list; each still to be judged. */
export async function* valuesIn(chunks: AsyncIterable<string>): AsyncIterable<string> {
  const reader = new ListReader()
  for await (const chunk of chunks) yield* reader.read(chunk)
  yield* reader.end()
}

/** Finds where the values of a list begin and end: nothing but brackets, texts and commas matters for that. */
class ListReader {
  private kind: 'unknown' | 'list' | 'value' | 'over' = 'unknown'
  private text = ''
  private depth = 0
  private inText = false
  private escaped = false
  private count = 0

  private begin(sign: string): void {
    if (space.test(sign) || sign === '\ufeff') return
    this.kind = sign === '[' ? 'list' : 'value'
    if (this.kind === 'value') this.text = sign
  }

  *read(chunk: string): Iterable<string> {
    for (const sign of chunk) {
      if (this.kind === 'unknown') this.begin(sign)
      else if (this.kind === 'over') this.demandSpace(sign)
      else if (this.kind === 'list' && this.ends(sign)) yield* this.take(sign)
      else this.text += sign
    }
    if (this.text.length > longest) throw new Error(`A value is longer than ${longest} signs`)
  }

  *end(): Iterable<string> {
    if (this.kind === 'list') throw new Error('The list of JSON does not end')
    if (this.kind === 'value') yield this.text
  }

  /** Whether a sign ends a value of the list, and is no part of it. */
  private ends(sign: string): boolean {
    if (this.inText) {
      const closes = sign === '"' && !this.escaped
      this.escaped = sign === '\\' && !this.escaped
      this.inText = !closes
      return false
    }
    if (sign === '"') this.inText = true
    if (this.depth === 0 && (sign === ',' || sign === ']')) return true
    if (sign === '[' || sign === '{') this.depth++
    if (sign === ']' || sign === '}') this.depth--
    return false
  }

  private *take(sign: string): Iterable<string> {
    const isEmptyList = sign === ']' && this.count === 0 && this.text.trim() === ''
    if (!isEmptyList) yield this.text
    this.count++
    this.text = ''
    if (sign === ']') this.kind = 'over'
  }

  private demandSpace(sign: string): void {
    if (!space.test(sign)) throw new Error('Something follows the list of JSON')
  }
}
