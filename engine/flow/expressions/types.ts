import type { Json } from '../flow.ts'

/**
 * What a template is evaluated in. Evaluation is pure: time, chance and the outside come in here.
 * A host function that is not yet answered makes the evaluator throw `Unanswered`; `renderAsync` asks the host and evaluates again.
 */
export interface Scope {
  variables: Readonly<Record<string, unknown>>
  /** Epoch milliseconds that `now()` sees. */
  now: number
  /** In [0, 1). */
  random: () => number
  /** IANA name; UTC unless the installation sets another. */
  timeZone?: string
}

/** Functions that touch the outside: `secret`, `kv`, `read`, `http` … by name. Absent ones are errors of the template. */
export type HostFunctions = Readonly<
  Record<string, (args: Json[], named: Readonly<Record<string, Json>>) => Promise<Json>>
>

/** Where in the text a template is wrong. */
export interface TemplateProblem {
  message: string
  /** Path inside the value that holds it: `['headers', 'X-Token']`. */
  path: (string | number)[]
  /** From 1, inside the template's own text. */
  line: number
  column: number
}
