import type { z } from 'zod'
import type { Moment } from './app.ts'
import type { Condition, JsonObject } from './flow.ts'
import type { LayoutOfType } from './graph/types.ts'

/** What a type says of one task or trigger of a flow, beyond what its schema can. */
export interface Remark {
  /** A `problem` refuses the flow; so does `refused`, for what others have and we do not. */
  kind: 'problem' | 'refused' | 'warning' | 'info'
  message: string
  /** Inside the task or trigger: `['tasks', 0, 'dependsOn']`. */
  path: readonly (string | number)[]
}

/** One task or trigger as its type's `review` sees it. */
export interface Reviewed {
  id: string
  properties: JsonObject
  /** Of a trigger. */
  conditions?: readonly Condition[]
  /** The flow that it stands in. */
  flow: { id: string; namespace: string }
}

/** What every word of the language tells about itself; parser, completion, docs, JSON Schema and tests read it. */
interface Word {
  /** Canonical name, as an author writes it. */
  type: string
  /** Other spellings that are accepted, Kestra's among them. */
  aliases: readonly string[]
  /** Those of the aliases that their own makers call out of date: still read, and told to the author. */
  deprecated?: readonly string[]
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
  /** Properties that hold lists of child tasks: `then`, `else`, `tasks`. Of a type that is no `control`: it plays them itself. */
  branches: readonly string[]
  /** Properties that hold lists of inputs, as a flow's `inputs` are: a person is asked for them. */
  inputLists?: readonly string[]
  /** Branches that are no plain lists: one task, a map of lists by key, or a list of `{task, dependsOn}`. */
  branchShapes?: Readonly<Record<string, 'single' | 'map' | 'ordered'>>
  /** Other names of a property: `{ msg: 'message' }`. */
  propertyAliases: Readonly<Record<string, string>>
  /** Properties that hold lists of bare paths into the context: `show: [inputs.amount]`. They travel as a template's names do. */
  paths?: readonly string[]
  /** Where in its properties stand lists of ids of tasks whose outputs it reads: `rules.differsFrom`. */
  outputsOf?: readonly string[]
  /** Where in its properties stand slugs of business calendars: `due.calendar`. */
  calendars?: readonly string[]
  /** Where in its properties stand matrices of who decides (`approvals/matrix.ts`). */
  matrices?: readonly string[]
  /** Of a task that asks people to decide: its properties in the words of `approval`, which all that reads an approval knows. */
  approves?: (own: JsonObject) => JsonObject
  /** Expressions of its lists of inputs see the flow's inputs beside their own, so none may be called like one of these. */
  besideInputs?: true
  /** What an earlier round of a request left of it is judged when it is played again: it may say `rerun` at any depth. */
  ownRounds?: true
  /** Properties whose templates the type's own code evaluates, once for each item of what it works on; only for activities. */
  perItem?: readonly string[]
  /** Variables that the type's own code needs, whatever its properties say: `taskrun.value`. */
  reads?: readonly string[]
  /**
   * Tasks of its own that it plays one after the other: `split` is a child whose id is its own and `_split`, of the type that is
   * called like it and `.split`. Each takes the properties that it knows, and as `from` the id of the one before.
   */
  parts?: readonly string[]
  /** A part of another type, which no author writes. */
  internal?: true
  /** Variables that the templates in its properties see besides. */
  variables?: JsonObject
  /** What the task puts under `outputs.<id>`, for completion and docs. */
  outputs: z.ZodObject
  /** What no schema can say: rules over several properties, warnings. */
  review?: (task: Reviewed) => Remark[]
  /** How a graph draws its children. Default: one after the other, or as a choice where there are several branches. */
  layout?: LayoutOfType
  /** The flow that the task starts, where its name holds no template: for dependencies, graphs and calls in a circle. */
  calls?: (properties: JsonObject) => { namespace?: string; flowId: string } | undefined
}

export interface FieldSpec extends Word {
  /** The type's own options (beyond the common ones of every input), each with `.describe()`. */
  options: z.ZodObject
  /** Other names of an option: `{ options: 'values' }`. */
  optionAliases?: Readonly<Record<string, string>>
  /** The option that holds inputs: `inputs` nest their values in this one's, `columns` are those of each row of a list. */
  holds?: 'inputs' | 'columns'
  /** Options that name another field type, by its canonical name once they were read: `itemType`. */
  typeOptions?: readonly string[]
  /** Which JSON shape a value has once it was read: what expressions see. */
  value: 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'file' | 'money' | 'secret'
}

export interface TriggerSpec extends Word {
  /** What makes it start something: the clock, a call from outside, or what becomes of another execution. */
  source: 'clock' | 'call' | 'execution'
  properties: z.ZodObject
  /** Other names of a property, of the common ones too. */
  propertyAliases: Readonly<Record<string, string>>
  /** What expressions see under `trigger`. */
  outputs: z.ZodObject
  /** What no schema can say: rules over several properties, warnings. */
  review?: (trigger: Reviewed) => Remark[]
  /** The flows whose executions start this one, for dependencies. */
  listensTo?: (properties: JsonObject) => { namespace: string; flowId?: string }[]
}

/** A condition of a trigger; `test.ts` beside it says whether it holds. */
export interface ConditionSpec extends Word {
  /** The type's own properties, without the conditions that it holds. */
  properties: z.ZodObject
  /** Whether it holds conditions itself, under `conditions`: a list, or a map by name. */
  holds?: 'list' | 'map'
  /** What it looks at: of an execution only a trigger knows that hears of them. */
  asks: 'anything' | 'execution'
  /** What it holds may come true one after the other: it is remembered for a window of time. */
  remembers?: true
}

/**
 * What a block needs of the server besides its properties: `form` the form and what happens next; `resume`, `cancel` the right to it;
 * `tracker`, `approvals`, `comments`, `requests` the request or those before it; the others come as the block's own data.
 */
export type BlockNeed =
  | 'form'
  | 'resume'
  | 'cancel'
  | 'tracker'
  | 'approvals'
  | 'comments'
  | 'requests'
  | 'inputs'
  | 'outputs'
  /** The values that the block itself lists. */
  | 'values'
  | 'rows'
  | 'picture'
  | 'logs'
  | 'log-file'
  | 'failure'

/** A block of an app's page; `block.tsx` beside it shows it. */
export interface BlockSpec extends Word {
  /** Each with `.describe()`. Mark what may hold a template and is no text with `dynamic()`. */
  properties: z.ZodObject
  /** Other names of a property: `{ data: 'value' }`. */
  propertyAliases: Readonly<Record<string, string>>
  /** Properties that may be given for each language: the reader gets one. `outputs.displayName` is that of each entry of a list. */
  texts: readonly string[]
  /** Those of the texts that are Markdown: the page has HTML there. */
  markdown: readonly string[]
  needs: readonly BlockNeed[]
  /** People without an account see it in public apps; absent: it is left out for them. */
  guests?: true
  /** The property that holds blocks: a list of columns, or of tabs with a label each. */
  holds?: 'columns' | 'tabs'
  /** Where there is something to show; absent: everywhere. */
  moments?: readonly Moment[]
}

export interface ChartSpec extends Word {
  properties: z.ZodObject
}
