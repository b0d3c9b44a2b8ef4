/** A template that cannot be read or evaluated. The place is inside the template's own text, from 1. */
export class ExpressionError extends Error {
  override name = 'ExpressionError'
  readonly line: number
  readonly column: number

  constructor(message: string, place: { line: number; column: number }, options?: ErrorOptions) {
    super(message, options)
    this.line = place.line
    this.column = place.column
  }
}

/** A failure that does not know its place yet; the evaluator adds the place of the node that was at work. */
export class Failure extends Error {
  override name = 'Failure'
}

/** Something that is not there: `??`, `default` and `is defined` catch it. */
export class Missing extends Error {
  override name = 'Missing'
  readonly path: string
  readonly at: number
  /** What the host says in place of the usual sentence. */
  readonly said: string | undefined

  constructor(path: string, at: number, said?: string) {
    super(path)
    this.path = path
    this.at = at
    this.said = said
  }
}

/** An answer of the host that is not there: caught by the same words as `Missing`. */
export class NotThere extends Error {
  override name = 'NotThere'
}

/** A failure at a known offset of the source. */
export class Misplaced extends Error {
  override name = 'Misplaced'
  readonly at: number

  constructor(message: string, at: number, options?: ErrorOptions) {
    super(message, options)
    this.at = at
  }
}

/** Line and column, from 1, of an offset. */
export function placeOf(source: string, at: number): { line: number; column: number } {
  const before = source.slice(0, at)
  const lastBreak = before.lastIndexOf('\n')
  let line = 1
  for (const character of before) if (character === '\n') line++
  return { line, column: at - lastBreak }
}

const excerptLength = 200

/** Turns what went wrong inside into what leaves: one class, with a place. Foreign errors stay as they are. */
export function located(error: unknown, source: string): unknown {
  if (error instanceof Missing) {
    const place = placeOf(source, error.at)
    if (error.said !== undefined)
      return new ExpressionError(`${error.said} (line ${place.line}, column ${place.column})`, place)
    const shown = source.length > excerptLength ? `${source.slice(0, excerptLength)}…` : source
    const text = `Unable to find \`${error.path}\` used in the expression \`${shown}\` at line ${place.line}`
    return new ExpressionError(`${text}, column ${place.column}`, place)
  }
  if (error instanceof Misplaced) {
    const place = placeOf(source, error.at)
    const text = `${error.message} (line ${place.line}, column ${place.column})`
    return new ExpressionError(text, place, { cause: error.cause })
  }
  if (error instanceof Failure) return new ExpressionError(error.message, { line: 1, column: 1 })
  if (error instanceof RangeError) {
    return new ExpressionError(`The template goes too deep or makes too much: ${error.message}`, {
      line: 1,
      column: 1,
    })
  }
  return error
}
