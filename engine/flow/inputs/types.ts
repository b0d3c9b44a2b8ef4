import type { Input, Json, JsonObject } from '../flow.ts'

/** Why a value is refused: REST prints Kestra's English sentence (`sentence.ts`), the form a translated one. */
export interface InputProblem {
  code: InputProblemCode
  inputId: string
  /** What the sentence names: `limit`, `type`, `values`, `pattern`, `extensions`, `message` … and `received`, never for a secret. */
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
  /** `{limit}` characters. */
  'min-length',
  'max-length',
  /** `{limit}`: a date, inclusive. */
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
  /** `{limit}` bytes. */
  'file-size',
  /** No such upload of this person. */
  'file-unknown',
  /** `{message}`: the input's condition, default or options could not be evaluated. */
  'expression',
] as const
export type InputProblemCode = (typeof inputProblemCodes)[number]

/** What `read` answers: a value, `undefined` for none, or why not. */
export type ReadResult = { value: Json | undefined } | { problem: Omit<InputProblem, 'inputId'> }

/** Default export's shape of every `check.ts` in the catalog: plain functions, run in the browser and on the server alike. */
export interface FieldCheck {
  /**
   * Reads what a form, a JSON body or a multipart text sent; an empty text is no value.
   * Options that still hold a template are not judged: only the server knows what they render to.
   */
  read(raw: unknown, input: Input): ReadResult
  /** The value is sealed before it is kept, and never sent back. */
  secret?: true
  /** The value is the id of an upload. */
  upload?: true
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
  options?: InputOption[]
  problems: InputProblem[]
}

/** What `readInputs` needs of its surroundings. */
export interface InputHost {
  /** By canonical field type. */
  checks: Readonly<Record<string, FieldCheck>>
  /** Renders a default, condition or option list; `inputsSoFar` is the `inputs` of its context. Throws what the template throws. */
  render(source: Json, inputsSoFar: JsonObject): Promise<Json>
  /** A secret's value as it may be stored: `{ type: 'aes_encrypted', value }`. */
  seal(value: string): Json
  /** Name and size of an upload that the actor may use; without it, file names and sizes are not judged here. */
  upload?(id: string): Promise<{ name: string; size: number } | undefined>
}
