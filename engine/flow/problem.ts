/** An author's mistake: never thrown, always in a list, each with its place in the source. */
export interface Problem {
  /** Stable, for tests and quick fixes: `unknown-type`, `unknown-property`, `duplicate-id` … */
  code: string
  /** A sentence for a person: what is wrong, and the near miss where there is one. */
  message: string
  /** Dotted path in the document: `tasks[0].message`. */
  path: string
  /** From 1, in the source. */
  line: number
  column: number
}

/**
 * What an author should know of a source that is right all the same: `deprecated` names that are still read, with `replacement`
 * where one name can simply be written for the other; `warning`; `info`.
 */
export interface Note extends Omit<Problem, 'code'> {
  kind: 'deprecated' | 'warning' | 'info'
  /** What may be written at `line` and `column` in place of the name that stands there. */
  replacement?: { from: string; to: string }
}
