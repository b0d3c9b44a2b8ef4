import type { Input, Json } from '#engine/flow/flow.ts'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { judgeValue } from '#engine/flow/inputs/judge-value.ts'
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

/** By the id of its input. */
export function statesById(states: readonly InputState[]): Map<string, InputState> {
  return new Map(states.map((state) => [state.id, state]))
}
