import type { Input, Json } from '#engine/flow/flow.ts'
import { flatten, type FlatInput } from '#engine/flow/inputs/flatten.ts'
import { judgeValue } from '#engine/flow/inputs/judge-value.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { isAbsent } from '#engine/flow/inputs/raw.ts'
import type { InputProblem, InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'

/** Values by the name of the control. */
export type FormValues = Record<string, unknown>

/** What is sent: values by the id of the input, as they were typed. */
export type RawValues = Record<string, unknown>

/** Name of the control of the input at an index: an id may hold dots, which the form library reads as a path. */
export function nameOf(index: number): string {
  return `i${String(index)}`
}

/** Whether a person fills it in: not a step, a group or what is worked out. */
export function isAsked(input: Input): boolean {
  return !input.inputs && checks[input.type]?.computed !== true
}

/** The values of the visible inputs, by id. */
export function rawValues(
  inputs: readonly FlatInput[],
  states: ReadonlyMap<string, InputState>,
  values: FormValues,
): RawValues {
  const raw: RawValues = {}
  inputs.forEach((input, index) => {
    const value = values[nameOf(index)]
    if (isAsked(input) && states.get(input.id)?.visible && !isAbsent(value)) raw[input.id] = value
  })
  return raw
}

/** Whether values that were sent hold what the control holds now: nobody has typed in it, or emptied it, since. */
export function isSent(id: string, values: RawValues, value: unknown): boolean {
  return JSON.stringify(rawOf(values, id) ?? '') === JSON.stringify(isAbsent(value) ? '' : value)
}

/** What a control shows of a value that the server gave. */
export function shownValue(value: Json): unknown {
  if (value === null) return ''
  return typeof value === 'number' ? String(value) : value
}

/** Judges one value at once, without the server; empty where nothing speaks against it. */
export function checkLocally(input: Input, state: InputState | undefined, value: unknown): InputProblem[] {
  if (!state?.visible || !isAsked(input)) return []
  const read = checks[input.type]
    ? judgeValue(input, value, { checks })
    : { value: isAbsent(value) ? undefined : true, problems: [] }
  if (read.problems.length > 0) return read.problems
  if (read.value === undefined && state.required) return [{ code: 'required', inputId: input.id, params: {} }]
  return []
}

/** One visible input as the person is asked for it. */
export interface AskedInput {
  input: Input
  state: InputState
  /** The value that the server judged last. */
  judged: unknown
}

/** What speaks against a value: the browser's check, else the server's where it judged this very value. */
export function problemsWith({ input, state, judged }: AskedInput, value: unknown): InputProblem[] {
  if (!isAsked(input)) return state.problems
  const local = checkLocally(input, state, value)
  if (local.length > 0 || !state.visible || state.problems.length === 0) return local
  return JSON.stringify(judged ?? '') === JSON.stringify(value ?? '') ? state.problems : []
}

/** Whether a judgement is about other inputs than a form has: another revision took the place of its own. */
export function isOfOtherInputs(inputs: readonly Input[], states: readonly InputState[]): boolean {
  const ids = new Set(flatten(inputs).map(({ id }) => id))
  return states.length !== ids.size || states.some(({ id }) => !ids.has(id))
}

/** By the id of its input. */
export function statesById(states: readonly InputState[]): Map<string, InputState> {
  return new Map(states.map((state) => [state.id, state]))
}

/** The new states, each the very object of before where nothing about it changed: then its field is not drawn again. */
export function withKept(
  before: ReadonlyMap<string, InputState>,
  next: readonly InputState[],
): ReadonlyMap<string, InputState> {
  return new Map(
    next.map((state) => {
      const had = before.get(state.id)
      return [state.id, had && JSON.stringify(had) === JSON.stringify(state) ? had : state]
    }),
  )
}
