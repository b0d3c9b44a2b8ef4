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
  /** `{values}`: the allowed ones, with commas. */
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
  /** What the form has to know before the control's code has come. */
  look?(options: JsonObject): FieldLook
  /** The value is sealed before it is kept, and never sent back. */
  secret?: true
  /** The value is the id of an upload. */
  upload?: true
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
  options?: InputOption[]
  /** Of a table: what can be chosen in its columns, by their ids. */
  columns?: Record<string, InputOption[]>
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
}
