import { holdsTemplate } from '../dynamic.ts'
import type { Flow, Input, Json, JsonObject } from '../flow.ts'
import { matchesWhole } from '../pattern.ts'
import { isTrueText } from '../truth.ts'
import { checkUpload } from './upload.ts'
import { rawOf, setNested } from './nested.ts'
import { listOf, optionsOf } from './options.ts'
import { inOrder } from './order.ts'
import { isAbsent, printRaw } from './raw.ts'
import type { InputHost, InputProblem, InputState, ReadResult } from './types.ts'

export interface ReadInputs {
  /** By id, dots nested; null where an input is hidden, or optional and without a value. Secrets are sealed. */
  values: JsonObject
  /** One for each input, in the order in which they are written. */
  states: InputState[]
  /** All at once; empty: the values may start an execution. */
  problems: InputProblem[]
}

/**
 * Reads what a form, a body or a multipart request sent for a flow's inputs: in the order of `dependsOn`, conditions and
 * defaults rendered over the inputs read so far, hidden inputs dropped. Names that are no inputs are passed over.
 */
export async function readInputs(
  flow: Pick<Flow, 'inputs'>,
  raw: Readonly<Record<string, unknown>>,
  host: InputHost,
): Promise<ReadInputs> {
  const values: JsonObject = {}
  const states = new Map<string, InputState>()
  for (const input of inOrder(flow.inputs)) {
    const reader: Reader = { input, host, values, states, problems: [] }
    const { state, value } = await readOne(reader, rawOf(raw, input.id))
    states.set(input.id, state)
    setNested(values, input.id, value)
  }
  const ordered = flow.inputs.flatMap((input) => states.get(input.id) ?? [])
  return { values, states: ordered, problems: ordered.flatMap((state) => state.problems) }
}

interface Reader {
  input: Input
  host: InputHost
  values: JsonObject
  states: ReadonlyMap<string, InputState>
  problems: InputProblem[]
}

interface One {
  state: InputState
  value: Json
}

async function readOne(reader: Reader, raw: unknown): Promise<One> {
  const { input, problems } = reader
  const { id, required } = input
  if (!(await isVisible(reader))) {
    return { state: { id, visible: false, required: false, value: null, problems }, value: null }
  }
  const options = await renderOptions(reader)
  const sent = isAbsent(raw) ? await defaultOf(reader) : raw
  const value = problems.length > 0 ? undefined : await judge(reader, { ...input, options }, sent)
  if (value === undefined && required && problems.length === 0) add(reader, 'required', { received: 'null' })
  const state: InputState = { id, visible: true, required, value: value ?? null, problems }
  const list = optionsOf(options)
  if (list) state.options = list
  return sealed(reader, state, value)
}

/** A secret goes on sealed and never back to a form. */
function sealed({ input, host }: Reader, state: InputState, value: Json | undefined): One {
  const secret = host.checks[input.type]?.secret === true
  if (!secret || typeof value !== 'string') return { state, value: value ?? null }
  return { state: { ...state, value: null }, value: host.seal(value) }
}

async function isVisible(reader: Reader): Promise<boolean> {
  const { dependsOn } = reader.input
  if (!dependsOn) return true
  if (!dependsOn.inputs.every((id) => reader.states.get(id)?.visible === true)) return false
  if (dependsOn.condition === undefined) return true
  // its condition cannot be told yet, and what has to be mended is said there
  if (dependsOn.inputs.some((id) => (reader.states.get(id)?.problems.length ?? 0) > 0)) return false
  const rendered = await render(reader, dependsOn.condition)
  if (rendered === undefined) return false
  return isTrueText(rendered === null ? '' : printRaw(rendered))
}

/** Options with a template are rendered: bounds of a date, the list of a choice. */
async function renderOptions(reader: Reader): Promise<JsonObject> {
  const options: JsonObject = { ...reader.input.options }
  for (const [name, option] of Object.entries(options)) {
    if (!holdsTemplate(option)) continue
    const rendered = await render(reader, option)
    if (rendered !== undefined) options[name] = rendered
  }
  if (options.expression !== undefined && reader.problems.length === 0) {
    try {
      options.values = listOf(options.expression)
    } catch (error) {
      add(reader, 'expression', { message: error instanceof Error ? error.message : String(error) })
    }
  }
  return options
}

async function defaultOf(reader: Reader): Promise<Json | undefined> {
  const { defaults } = reader.input
  return defaults === undefined || !JSON.stringify(defaults).includes('{')
    ? defaults
    : render(reader, defaults)
}

async function judge(reader: Reader, input: Input, sent: unknown): Promise<Json | undefined> {
  const { host } = reader
  // An empty text is no value, unless the author wrote it as the default.
  if (sent === '' && input.defaults === '') return ''
  const check = host.checks[input.type]
  if (!check) throw new Error(`There is no check for inputs of type ${input.type}`)
  let result: ReadResult = check.read(sent, input)
  if ('value' in result) result = checkPattern(input, result.value)
  if ('value' in result && check.upload === true) result = await checkUpload(host, input, result.value)
  if ('value' in result) return result.value
  const received: InputProblem['params'] =
    check.secret === true ? { secret: 1 } : { received: printRaw(sent) }
  add(reader, result.problem.code, { ...result.problem.params, ...received })
  return undefined
}

function checkPattern(input: Input, value: Json | undefined): ReadResult {
  const { validator } = input.options
  if (typeof validator !== 'string' || typeof value !== 'string') return { value }
  try {
    if (matchesWhole(validator, value)) return { value }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { problem: { code: 'expression', params: { message } } }
  }
  return { problem: { code: 'pattern', params: { pattern: validator } } }
}

/** A template that cannot be rendered is a problem of its input, not an error of the reading. */
async function render(reader: Reader, source: Json): Promise<Json | undefined> {
  try {
    return await reader.host.render(source, reader.values)
  } catch (error) {
    add(reader, 'expression', { message: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

function add({ input, problems }: Reader, code: InputProblem['code'], params: InputProblem['params']): void {
  problems.push({ code, inputId: input.id, params })
}
