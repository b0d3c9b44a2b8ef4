import { holdsTemplate } from '../dynamic.ts'
import { readsOf } from '../expressions/reads.ts'
import type { Input, Json, JsonObject, ReadStep } from '../flow.ts'
import { isTrueText } from '../truth.ts'
import type { FlatInput } from './flatten.ts'
import { judgeValue } from './judge-value.ts'
import { rawOf } from './nested.ts'
import { firstOptions, listOf, mostOptions, optionsOf } from './options.ts'
import { lookUp } from './look-up.ts'
import { isAbsent, printRaw } from './raw.ts'
import { serverJudge } from './server-judge.ts'
import { NotYet, type InputHost, type InputProblem, type InputState, type RenderInto } from './types.ts'
import { checkUpload } from './upload.ts'

/** What one input is read with. */
export interface Reader {
  input: FlatInput
  host: InputHost
  /** Of the inputs read so far, dots nested. */
  values: JsonObject
  /** Of the inputs read so far. */
  states: ReadonlyMap<string, InputState>
  /** Of this input; added to. */
  problems: InputProblem[]
}

export interface One {
  state: InputState
  value: Json
}

/** Reads one input: whether it is shown, its options, its default, its value. */
export async function readOne(reader: Reader, raw: unknown): Promise<One> {
  const { input, problems, host } = reader
  const { id, required } = input
  const hidden = { state: { id, visible: false, required: false, value: null, problems }, value: null }
  if (!(await isVisible(reader))) return hidden
  if (input.inputs) return readGroup(reader, raw)
  if (host.checks[input.type]?.computed === true) return compute(reader)
  const rendered = await renderAll(reader)
  host.seen?.(rendered)
  const sent = isAbsent(raw) ? await defaultOf(reader) : raw
  const value = problems.length > 0 ? undefined : await judge(reader, rendered, sent)
  if (value === undefined && required && problems.length === 0) add(reader, 'required', { received: 'null' })
  const state: InputState = { id, visible: true, required, value: value ?? null, problems }
  if (isAbsent(raw) && (input.defaults !== undefined || value !== undefined)) state.isDefault = true
  const list = optionsOf(rendered.options, host.language)
  if (list) state.options = firstOptions(list, asChosen(value ?? sent))
  if (list && list.length > mostOptions) state.optionCount = list.length
  const columns = columnOptions(rendered, { rows: value ?? sent, language: host.language })
  if (columns) state.columns = columns
  return sealed(reader, state, value)
}

/** A step or group has no value of its own; what was sent for it can only be a map. */
function readGroup({ input, problems }: Reader, raw: unknown): One {
  if (!isAbsent(raw) && (typeof raw !== 'object' || Array.isArray(raw))) {
    const received = printRaw(raw).slice(0, 500)
    problems.push({ code: 'wrong-type', inputId: input.id, params: { type: input.type, received } })
  }
  return { state: { id: input.id, visible: true, required: false, value: null, problems }, value: null }
}

/**
 * A computed value waits for the inputs that it names: what has to be mended is said there. Where one of them is hidden or left
 * empty, an expression that cannot do without it has no value, and nobody could mend that.
 */
async function compute(reader: Reader): Promise<One> {
  const { input, problems, states } = reader
  const { expression, valueType } = input.options
  const { names } = readsOf(expression ?? '')
  const named = [...states.values()].filter(({ id }) =>
    names.some(([root, ...path]) => root === 'inputs' && meets(id, path)),
  )
  const waits = named.some((state) => state.problems.length > 0)
  const made = waits ? undefined : await render(reader, expression ?? null)
  const lacks = named.some(({ id }) => (rawOf(reader.values, id) ?? null) === null)
  if (lacks && problems[0]?.code === 'expression') problems.pop()
  const type = typeof valueType === 'string' ? valueType : undefined
  const value =
    type === undefined || made === undefined
      ? made
      : await judge(reader, { ...input, type, options: {} }, made)
  const state = { id: input.id, visible: true, required: false, value: value ?? null, problems }
  return { state, value: value ?? null }
}

/** Whether a path reaches into an input, or to something around it. A key that is computed may be any. */
function meets(id: string, path: readonly ReadStep[]): boolean {
  const parts = id.split('.')
  return parts.slice(0, path.length).every((part, n) => typeof path[n] === 'object' || part === path[n])
}

/** A secret goes on sealed and never back to a form. */
function sealed({ input, host }: Reader, state: InputState, value: Json | undefined): One {
  const secret = host.checks[input.type]?.secret === true
  if (!secret || typeof value !== 'string') return { state, value: value ?? null }
  return { state: { ...state, value: null }, value: host.seal(value) }
}

async function isVisible(reader: Reader): Promise<boolean> {
  const { dependsOn, within } = reader.input
  if (within !== undefined && reader.states.get(within)?.visible !== true) return false
  if (!dependsOn) return true
  if (!dependsOn.inputs.every((id) => reader.states.get(id)?.visible === true)) return false
  if (dependsOn.condition === undefined) return true
  // its condition cannot be told yet, and what has to be mended is said there
  if (dependsOn.inputs.some((id) => (reader.states.get(id)?.problems.length ?? 0) > 0)) return false
  const rendered = await render(reader, dependsOn.condition)
  if (rendered === undefined) return false
  return isTrueText(rendered === null ? '' : printRaw(rendered))
}

/** The input with every template of its options rendered, and those of its columns with their defaults. */
async function renderAll(reader: Reader): Promise<Input> {
  const { input } = reader
  const options = await renderOptions(reader, input.options)
  if (!input.columns) return { ...input, options }
  const columns: Input[] = []
  for (const column of input.columns) {
    const defaults = holdsTemplate(column.defaults) ? await render(reader, column.defaults) : column.defaults
    columns.push({ ...column, options: await renderOptions(reader, column.options), defaults })
  }
  return { ...input, options, columns }
}

/** Bounds of a date, the list of a choice. */
async function renderOptions(reader: Reader, written: JsonObject): Promise<JsonObject> {
  const options: JsonObject = { ...written }
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

interface Columns {
  rows: unknown
  language: string | undefined
}

function columnOptions({ columns }: Input, { rows, language }: Columns): InputState['columns'] {
  const lists = (columns ?? []).flatMap((column) => {
    const list = optionsOf(column.options, language)
    if (!list) return []
    const cells = list.length > mostOptions && Array.isArray(rows) ? rows : []
    const chosen = cells.map((row: unknown) => asChosen(isMap(row) ? rawOf(row, column.id) : null))
    return [[column.id, { options: firstOptions(list, chosen.flat()), count: list.length }] as const]
  })
  return lists.length > 0 ? Object.fromEntries(lists) : undefined
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** What was chosen, also where it is refused: its label is known then all the same. */
function asChosen(value: unknown): Json {
  return Array.isArray(value) ? value.map(plainOf) : plainOf(value)
}

function plainOf(value: unknown): Json {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null
}

async function defaultOf(reader: Reader): Promise<Json | undefined> {
  const { defaults } = reader.input
  return defaults === undefined || !JSON.stringify(defaults).includes('{')
    ? defaults
    : render(reader, defaults, { secret: reader.host.checks[reader.input.type]?.secret === true })
}

async function judge(reader: Reader, input: Input, sent: unknown): Promise<Json | undefined> {
  const { host, problems } = reader
  // An empty text is no value, unless the author wrote it as the default.
  if (sent === '' && input.defaults === '') return ''
  const judged = judgeValue(input, sent, { checks: host.checks, more: serverJudge(host.checks) })
  problems.push(...judged.problems)
  if (judged.problems.length > 0) return judged.value
  const known = await lookUp(host, input, judged.value)
  problems.push(...known.problems)
  if (known.problems.length > 0 || host.checks[input.type]?.upload !== true) return known.value
  const result = await checkUpload(host, input, known.value)
  if ('value' in result) return result.value
  add(reader, result.problem.code, { ...result.problem.params, received: printRaw(sent) })
  return undefined
}

/** A template that cannot be rendered is a problem of its input, not an error of the reading. */
async function render(reader: Reader, source: Json, into?: RenderInto): Promise<Json | undefined> {
  try {
    return await reader.host.render(source, reader.values, into)
  } catch (error) {
    if (error instanceof NotYet) add(reader, 'slow', {})
    else add(reader, 'expression', { message: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

function add({ input, problems }: Reader, code: InputProblem['code'], params: InputProblem['params']): void {
  problems.push({ code, inputId: input.id, params })
}
