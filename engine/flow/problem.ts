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
