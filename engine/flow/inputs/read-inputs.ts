import type { Flow, Input, JsonObject } from '../flow.ts'
import { flatten } from './flatten.ts'
import { inOrder } from './order.ts'
import { rawOf, setNested } from './nested.ts'
import { isAbsent } from './raw.ts'
import { readOne } from './read-one.ts'
import type { InputHost, InputProblem, InputState } from './types.ts'

export interface ReadInputs {
  /** By id, dots nested; null where an input is hidden, or optional and without a value. Secrets are sealed. */
  values: JsonObject
  /** One for each input, steps and groups among them, in the order in which they are written. */
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
  const inputs = flatten(flow.inputs)
  const sent = openGroups(inputs, raw)
  const values: JsonObject = {}
  const states = new Map<string, InputState>()
  for (const input of inOrder(inputs)) {
    const required = input.required && !isLeftOut(inputs, input, sent)
    const reader = { input: { ...input, required }, host, values, states, problems: [] }
    const { state, value } = await readOne(reader, rawOf(sent, input.id))
    states.set(input.id, state)
    if (!input.inputs) setNested(values, input.id, value)
  }
  const ordered = inputs.flatMap((input) => states.get(input.id) ?? [])
  return { values, states: ordered, problems: ordered.flatMap((state) => state.problems) }
}

/** A group that was sent as JSON text, as a multipart request does, is opened so that its inputs are found. */
function openGroups(
  inputs: readonly Input[],
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const opened: Record<string, unknown> = { ...raw }
  for (const { id, inputs: inside } of inputs) {
    const text = inside && rawOf(opened, id)
    if (typeof text !== 'string' || !text.trim().startsWith('{')) continue
    try {
      opened[id] = JSON.parse(text)
    } catch {
      // left as it is: the group's own check refuses it
    }
  }
  return opened
}

/** Of a step or group that need not be given, nothing was: then what it holds is not needed either. */
function isLeftOut(
  inputs: readonly (Input & { within?: string })[],
  input: Input & { within?: string },
  raw: Readonly<Record<string, unknown>>,
): boolean {
  const around = inputs.find(({ id }) => id === input.within)
  if (!around) return false
  const given = inputs.some(
    (one) => one.id.startsWith(`${around.id}.`) && !one.inputs && !isAbsent(rawOf(raw, one.id)),
  )
  return (!around.required && !given) || isLeftOut(inputs, around, raw)
}
