import type { z } from 'zod'

/** What every word of the language tells about itself; parser, completion, docs, JSON Schema and tests read it. */
interface Word {
  /** Canonical name, as an author writes it. */
  type: string
  /** Other spellings that are accepted, Kestra's among them. */
  aliases: readonly string[]
  title: string
  /** One or two sentences, Markdown. */
  description: string
  /** Name of a Lucide icon, kebab-case. */
  icon: string
}

/**
 * How a task runs: `inline` in a local activity (milliseconds, no effect outside), `activity` in an activity of its own,
 * `control` in the interpreter (flow control, waits, approvals).
 */
export type TaskMode = 'inline' | 'activity' | 'control'

export interface TaskSpec extends Word {
  mode: TaskMode
  /** The type's own properties, each with `.describe()`. Mark what may hold a template with `dynamic()`. */
  properties: z.ZodObject
  /** Properties that hold lists of child tasks: `then`, `else`, `tasks`; only for `control`. */
  branches: readonly string[]
  /** Other names of a property: `{ msg: 'message' }`. */
  propertyAliases: Readonly<Record<string, string>>
  /** Properties that hold lists of bare paths into the context: `show: [inputs.amount]`. They travel as a template's names do. */
  paths?: readonly string[]
  /** What the task puts under `outputs.<id>`, for completion and docs. */
  outputs: z.ZodObject
}

export interface FieldSpec extends Word {
  /** The type's own options (beyond the common ones of every input), each with `.describe()`. */
  options: z.ZodObject
  /** Which JSON shape a value has once it was read: what expressions see. */
  value: 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'file' | 'money' | 'secret'
}

export interface TriggerSpec extends Word {
  properties: z.ZodObject
  /** What expressions see under `trigger`. */
  outputs: z.ZodObject
}

export interface BlockSpec extends Word {
  properties: z.ZodObject
}

export interface ChartSpec extends Word {
  properties: z.ZodObject
}
