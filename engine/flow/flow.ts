import type { TaskMode } from './spec.ts'

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** A text, or one for each language: `{ en: 'Amount', de: 'Betrag' }`. */
export type LocalText = string | Record<string, string>

/** Which variables a template names, so that only these travel to where it is rendered. `whole`: the names cannot be known. */
export interface Reads {
  whole: boolean
  /** Paths from the root of the context: `['outputs', 'quote', 'value']`. */
  names: string[][]
}

/** A flow as it is stored beside its source and travels as JSON: types canonical, aliases resolved, defaults filled in. */
export interface Flow {
  id: string
  namespace: string
  revision: number
  displayName?: LocalText
  description?: string
  labels: Record<string, string>
  inputs: Input[]
  variables: JsonObject
  tasks: Task[]
  errors: Task[]
  finally: Task[]
  outputs: FlowOutput[]
  triggers: Trigger[]
  /** What the requester sees; empty: derived from the top-level tasks. */
  stages: Stage[]
  /** Slug of the group that is told of failures. */
  owner?: string
  /** ISO 8601 duration. */
  timeout?: string
  disabled: boolean
}

export interface Stage {
  id: string
  title: LocalText
  /** Ids of top-level tasks. */
  tasks: string[]
}

export interface FlowOutput {
  id: string
  type: string
  displayName?: LocalText
  value: Json
  reads: Reads
}

export interface Input {
  id: string
  /** Canonical field type: `STRING`, `MONEY` … */
  type: string
  displayName?: LocalText
  description?: LocalText
  required: boolean
  defaults?: Json
  prefill?: Json
  dependsOn?: { inputs: string[]; condition?: string }
  /** The field type's own options, parsed by its spec. */
  options: JsonObject
}

export type Retry = {
  maxAttempts?: number
  /** ISO 8601. */
  maxDuration?: string
  warningOnRetry: boolean
} & (
  | { type: 'constant'; interval: string }
  | { type: 'exponential'; interval: string; maxInterval: string; delayFactor: number }
  | { type: 'random'; minInterval: string; maxInterval: string }
)

export interface Task {
  id: string
  /** Canonical task type. */
  type: string
  mode: TaskMode
  description?: string
  disabled: boolean
  allowFailure: boolean
  allowWarning: boolean
  runIf?: string
  /** Variables that `runIf` names. */
  runIfReads?: Reads
  retry?: Retry
  /** ISO 8601 duration, or a template that renders to one. */
  timeout?: string
  logLevel?: LogLevel
  /** The type's own properties without its branches. */
  properties: JsonObject
  /** Variables that the properties name. */
  reads: Reads
  /** Child lists by the name of their property. */
  branches: Record<string, Task[]>
  errors: Task[]
  finally: Task[]
}

export interface Trigger {
  id: string
  type: string
  disabled: boolean
  properties: JsonObject
  /** Inputs that it starts the flow with; may hold templates over `trigger`. */
  inputs: JsonObject
}

export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const
export type LogLevel = (typeof logLevels)[number]

/** States of an execution and of a task run, Kestra's names. */
export const states = [
  'CREATED',
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'RETRYING',
  'RESTARTED',
  'KILLING',
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'SKIPPED',
  'RETRIED',
] as const
export type State = (typeof states)[number]

const terminal = new Set<State>(['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED', 'RETRIED'])

/** Whether nothing more happens in this state of itself. */
export function isTerminal(state: State): boolean {
  return terminal.has(state)
}
