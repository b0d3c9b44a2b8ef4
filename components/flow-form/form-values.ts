import type { Input, Json } from '#engine/flow/flow.ts'
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

/** The values of the visible inputs, by id. */
export function rawValues(
  inputs: readonly Input[],
  states: ReadonlyMap<string, InputState>,
  values: FormValues,
): RawValues {
  const raw: RawValues = {}
  inputs.forEach((input, index) => {
    const value = values[nameOf(index)]
    if (states.get(input.id)?.visible && !isAbsent(value)) raw[input.id] = value
  })
  return raw
}

/** What a control shows of a value that the server gave. */
export function shownValue(value: Json): unknown {
  if (value === null) return ''
  return typeof value === 'number' ? String(value) : value
}

/** Judges one value at once, without the server: `undefined` where nothing speaks against it. */
export function checkLocally(
  input: Input,
  state: InputState | undefined,
  value: unknown,
): InputProblem | undefined {
  if (!state?.visible) return undefined
  const read = checks[input.type]?.read(value, input) ?? { value: isAbsent(value) ? undefined : true }
  if ('problem' in read) return { ...read.problem, inputId: input.id }
  if (read.value === undefined && state.required) return { code: 'required', inputId: input.id, params: {} }
  return undefined
}

/** By the id of its input. */
export function statesById(states: readonly InputState[]): Map<string, InputState> {
  return new Map(states.map((state) => [state.id, state]))
}
