import type { Json } from '../flow.ts'
import type { Meter } from './meter.ts'
import type { Scope } from './types.ts'
import type { Mapping } from './values.ts'

/** Local variables, innermost first. */
export interface Frame {
  names: Map<string, unknown>
  outer: Frame | undefined
}

/** Answers of the host so far; `ask` throws `Unanswered` for a new question. */
export interface Host {
  ask(name: string, args: Json[], named: Record<string, Json>): Json
}

/** What a function or filter may use of the evaluation it is part of. */
export interface Env {
  scope: Scope
  meter: Meter
  zone: string
  host: Host | undefined
  frame: Frame | undefined
  /** Macros and blocks that are in force, those of `render`ed texts included. */
  macros: Map<string, (args: Args) => string>
  blocks: Map<string, () => string>
  /** Renders a text as a template in the same scope. */
  render(source: string): string
}

/** Arguments of a call: by position or by name. */
export interface Args {
  positional: unknown[]
  named: Mapping
}

export type TemplateFunction = (args: Args, env: Env) => unknown
export type Filter = (value: unknown, args: Args, env: Env) => unknown
export type Test = (value: unknown, args: Args, env: Env) => boolean
