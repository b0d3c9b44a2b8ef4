import type { Input, Json, JsonObject } from '../flow.ts'

/** Why a value is refused: REST prints Kestra's English sentence (`sentence.ts`), the form a translated one. */
export interface InputProblem {
  code: InputProblemCode
  inputId: string
  /**
   * What the sentence names: `limit`, `type`, `values`, `pattern`, `extensions`, `message` … and `received`, never for a secret.
   * `inputId` names the place inside the input: `items[2].amount`.
   */
  params: Record<string, string | number>
}

/** Every code there is, so that the messages of the form can be complete. */
export const inputProblemCodes = [
  'required',
  /** `{type}`: the value cannot be read as this type. */
  'wrong-type',
  /** `{limit}`, inclusive. */
  'min',
  'max',
  /** `{limit}`: an ISO 8601 duration, inclusive. */
  'min-duration',
  'max-duration',
  /** `{limit}` entries or rows. */
  'min-items',
  'max-items',
  /** `{limit}` characters. */
  'min-length',
  'max-length',
  /** `{limit}`: a date, time or instant, inclusive. */
  'after',
  'before',
  /** `{pattern}` */
  'pattern',
  /** `{values}`: the allowed ones, with commas; `{labels}`: what people call them, where that is something else. */
  'not-an-option',
  /** `{values}`: the allowed currencies. */
  'currency',
  /** `{limit}` decimal places. */
  'decimals',
  /** `{extensions}`: the allowed ones. */
  'file-type',
  /** `{extensions}`: the allowed ones; its bytes are not what its name says. */
  'file-content',
  /** `{limit}` bytes. */
  'file-size',
  /** No such upload of this person. */
  'file-unknown',
  /** `{type}`, `{item}`, `{index}` from 0: an entry of a list that cannot be read as the list's type. */
  'item-type',
  /** `{message}`: where and how the value breaks the author's JSON Schema. */
  'schema',
  /** Levels of lists and maps in one another beyond what is taken: `{limit}`. */
  'depth',
  /** `{message}`: the input's condition, default or options could not be evaluated. */
  'expression',
  /** What its options or default ask for has not answered yet: it is to be asked again in a moment. */
  'slow',
  /** `{name}`: no active person, or none of those who may be chosen. */
  'person-unknown',
  /** `{name}`: no such group. */
  'group-unknown',
] as const
export type InputProblemCode = (typeof inputProblemCodes)[number]

/** What is known of an upload. */
export interface UploadedFile {
  name: string
  /** Bytes. */
  size: number
  /** Its bytes are of another kind than the ending of its name says. */
  belied?: boolean
}

/** What `read` answers: a value, `undefined` for none, or why not. */
export type ReadResult = { value: Json | undefined } | { problem: Omit<InputProblem, 'inputId'> }

/** Default export's shape of every `check.ts` in the catalog: plain functions, run in the browser and on the server alike. */
export interface FieldCheck {
  /**
   * Reads what a form, a JSON body or a multipart text sent; an empty text is no value.
   * Options that still hold a template are not judged: only the server knows what they render to.
   */
  read(raw: unknown, input: Input): ReadResult
  /** The value is what the option `expression` renders to; what is sent for it is dropped. */
  computed?: true
  /** What `read` gives is a text in this format, read on the server alone: its reader is too heavy for a form. */
  format?: 'yaml'
  /** A step of the form: what it holds is shown together, one step after another. */
  step?: true
  /**
   * What a text of a spreadsheet's cell is as a raw value, where that is not the text itself: a label's value, a plain number.
   * `plainNumber` reads one as the reader's language writes it: `1.200,50` as `1200.50`; a text that is none stays as it is.
   */
  fromText?(text: string, column: TextColumn, plainNumber: (text: string) => string): unknown
  /** What the form has to know before the control's code has come. */
  look?(options: JsonObject): FieldLook
  /** The value is sealed before it is kept, and never sent back. */
  secret?: true
  /** The value is the id of an upload. */
  upload?: true
  /** The value is signed when the form is sent: the server adds time, person and hash. */
  signature?: true
  /** The value is a length of time, ISO 8601. */
  duration?: true
  /** What `read` gives are names in this directory (ids, mails, slugs); the value is what the directory knows of them. */
  directory?: Directory
}

/** Where people and groups are looked up. */
export type Directory = 'people' | 'groups'

/** A column that a text is read for. */
export interface TextColumn {
  options: Readonly<Record<string, unknown>>
  /** What can be chosen, as far as the form knows. */
  choices: readonly { label: string; value: string }[]
}

/** How the form stands around a control. */
export interface FieldLook {
  /** Several lines high. */
  tall?: true
  /** Several controls, so that its label is no `<label>`. */
  group?: true
}

/** An allowed value of a field with a list. */
export interface InputOption {
  label: string
  value: string
  /** What tells it from another of the same label: a mail address. */
  detail?: string
}

/** Options that fit what was searched for. */
export interface FoundOptions {
  /** The first of them. */
  options: InputOption[]
  /** How many there are. */
  total: number
}

/** What the form is told about one input: the server is its brain. */
export interface InputState {
  id: string
  visible: boolean
  required: boolean
  /** Read value, or the default where nothing was sent; secrets are never sent back. */
  value: Json
  /** Nothing was sent, so `value` is the author's. */
  isDefault?: boolean
  /** The first ones, and those that are chosen. */
  options?: InputOption[]
  /** How many there are, where not all are told: the rest is searched for. */
  optionCount?: number
  /** Of a table: what can be chosen in its columns, by their ids. */
  columns?: Record<string, { options: InputOption[]; count: number }>
  problems: InputProblem[]
}

/** What becomes of what is rendered. */
export interface RenderInto {
  /** It is sealed at once, so it may be a secret; anything else that holds one is refused. */
  secret: boolean
}

/** What `readInputs` needs of its surroundings. */
export interface InputHost {
  /** Of who fills in: labels and messages are in it. Absent: English. */
  language?: string
  /** By canonical field type. */
  checks: Readonly<Record<string, FieldCheck>>
  /** Renders a default, condition or option list; `inputsSoFar` is the `inputs` of its context. Throws what the template throws. */
  render(source: Json, inputsSoFar: JsonObject, into?: RenderInto): Promise<Json>
  /** A secret's value as it may be stored: `{ type: 'aes_encrypted', value }`. */
  seal(value: string): Json
  /** An upload that the actor may use; without it, files are not judged here. */
  upload?(id: string): Promise<UploadedFile | undefined>
  /** People and groups; without it, names of them are not judged. */
  directory?: DirectoryHost
  /** Hears of each visible input, with its templates rendered. */
  seen?(input: Input): void
}

/** What limits a look into a directory. */
export interface DirectoryLimits {
  /** Slug of the group whose members are all that may be chosen. */
  group?: string
}

export interface DirectoryHost {
  /** What is known of those who may be chosen, by the name that was asked for. */
  find(
    directory: Directory,
    names: readonly string[],
    limits: DirectoryLimits,
  ): Promise<ReadonlyMap<string, JsonObject>>
  /** Those whose name has the text in it. */
  search(directory: Directory, text: string, limits: DirectoryLimits): Promise<FoundOptions>
}

/** Thrown by `render` where the outside has not answered in the time that a form waits. */
export class NotYet extends Error {}
