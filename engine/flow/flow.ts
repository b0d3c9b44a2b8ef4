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
  names: ReadStep[][]
  /** It asks something that may take seconds (`http()`): not to be evaluated where milliseconds count. */
  slow?: boolean
}

/**
 * A step of a path: a name, or a key that stands at another path of the context (`outputs.quote[taskrun.value]`), or one
 * for each loop around, outermost first; the innermost loop's own value, or that of another of its iterations: the one
 * before, or of a number.
 */
export type ReadStep = string | { at: string[] } | { each: true } | { iteration: 'before' | number }

/** A flow as it is stored beside its source and travels as JSON: types canonical, aliases resolved, defaults filled in. */
export interface Flow {
  id: string
  namespace: string
  revision: number
  displayName?: LocalText
  description?: LocalText
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
  /** What follows is absent in flows that were stored before the language had it. */
  concurrency?: Concurrency
  sla?: Sla[]
  checks?: Check[]
  /** Of the task that fails, where it and the levels around it have none of their own. */
  retry?: Retry
  /** Run when the execution has ended; they never change its state. */
  afterExecution?: Task[]
}

/** How many executions of the flow may hold a slot, and what becomes of one more. */
export interface Concurrency {
  limit: number
  behavior: 'QUEUE' | 'CANCEL' | 'FAIL'
}

/** What an execution has to keep to, and what happens where it does not. */
export type Sla = {
  id: string
  behavior: 'FAIL' | 'CANCEL' | 'NONE'
  /** Set on the execution when it is broken. */
  labels: Record<string, string>
} & (
  | { type: 'MAX_DURATION'; /** ISO 8601. */ duration: string }
  | {
      type: 'EXECUTION_ASSERTION'
      /** Template that must be true after each task run. */
      assert: string
      /** Absent in flows that were stored before the language had it. */
      reads?: Reads
    }
)

/** A rule over the inputs, looked at before an execution begins. */
export interface Check {
  /** Template over `inputs`; the check speaks where it is false. */
  condition: string
  message: LocalText
  style: 'ERROR' | 'SUCCESS' | 'WARNING' | 'INFO'
  behavior: 'BLOCK_EXECUTION' | 'FAIL_EXECUTION' | 'CREATE_EXECUTION'
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
  /** The description as HTML that may be shown as it is; only where a form is sent the input. */
  help?: LocalText
  required: boolean
  defaults?: Json
  prefill?: Json
  dependsOn?: { inputs: string[]; condition?: string }
  /** The field type's own options, parsed by its spec. */
  options: JsonObject
  /** What a step or group is made of; the value of each stands under `<id>.<its id>`. */
  inputs?: Input[]
  /** What each row of a table is made of. */
  columns?: Input[]
}

export type Retry = {
  maxAttempts?: number
  /** ISO 8601. */
  maxDuration?: string
  warningOnRetry: boolean
  /** Undefined: RETRY_FAILED_TASK. */
  behavior?: 'RETRY_FAILED_TASK' | 'CREATE_NEW_EXECUTION'
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
  /** Whether a next round of the request plays it again; absent: where what it is begun with has changed. */
  rerun?: 'ALWAYS' | 'IF_CHANGED' | 'NEVER'
  logLevel?: LogLevel
  /** The lines of each attempt are kept as a file too. */
  logToFile?: boolean
  /** The type's own properties without its branches. */
  properties: JsonObject
  /** Variables that the properties name. */
  reads: Reads
  /** Inputs that a person is asked for while it waits, by the name of their property. */
  asks?: Record<string, Input[]>
  /** Child lists by the name of their property; of a map of lists by the property's name, a dot and the key. */
  branches: Record<string, Task[]>
  /** Ids of siblings that have to end first. */
  dependsOn?: string[]
  errors: Task[]
  finally: Task[]
}

export interface Trigger {
  id: string
  type: string
  description?: string
  disabled: boolean
  properties: JsonObject
  /** Inputs that it starts the flow with; may hold templates over `trigger`. */
  inputs: JsonObject
  /** Of the executions that it starts; values may be templates. */
  labels?: Record<string, string>
  /** All must hold, or nothing starts. */
  conditions?: Condition[]
  /** It is disabled once an execution of its own ends in one of these. */
  stopAfter?: State[]
  /** False: nothing starts while the last execution of its own lives. */
  allowConcurrent?: boolean
}

/** What must hold for a trigger to start something. */
export interface Condition {
  /** Canonical. */
  type: string
  properties: JsonObject
  /** Conditions that it holds itself, by name or position. */
  parts?: { name: string; condition: Condition }[]
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
