import { judgeChecks, type FailedCheck } from '#engine/flow/inputs/checks.ts'
import { flatten } from '#engine/flow/inputs/flatten.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { sentence } from '#engine/flow/inputs/sentence.ts'
import type { InputHost, InputState } from '#engine/flow/inputs/types.ts'
import type { Flow, Input, Json } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { demand } from '#server/people/can.ts'
import { flowToStart, type WantedFlow } from './flow-to-start.ts'
import { inputHost } from './input-host.ts'

/** Kestra's answer to values that are not sent yet. */
export interface InputValidation {
  id: string
  namespace: string
  inputs: {
    input: object
    /** Absent where there is none; a secret's is never given. */
    value?: Json
    enabled: boolean
    isDefault: boolean
    errors: { message: string; renderError: boolean }[]
  }[]
  /** Those that speak against the values, or about them. */
  checks: FailedCheck[]
}

/** Values that are not sent yet. */
export interface ReceivedValues {
  raw: Readonly<Record<string, unknown>>
  /** Name and size of the files that came, by the value that stands for them. */
  files: ReadonlyMap<string, ReceivedFile>
}

/**
 * What a start with these values would say of each input, and the flow's checks. Starts and stores nothing.
 * @throws AppError `not-found`, `forbidden`
 */
export async function validateInputs(
  actor: Actor,
  wanted: WantedFlow,
  { raw, files }: ReceivedValues,
): Promise<InputValidation> {
  demand(actor, 'execution:create', { namespace: wanted.namespace })
  const flow = await flowToStart(wanted)
  return judgeInputs(flow, raw, withFiles(inputHost(actor, flow, { patient: true }), files))
}

export interface ReceivedFile {
  name: string
  /** Bytes. */
  size: number
}

/** The same for any form: a flow's, or the one that a paused task asks with. */
export async function judgeInputs(
  form: Pick<Flow, 'id' | 'namespace' | 'inputs' | 'checks'>,
  raw: Readonly<Record<string, unknown>>,
  host: InputHost,
): Promise<InputValidation> {
  const read = await readInputs(form, raw, host)
  const { failed } = await judgeChecks(form, read, host)
  const states = new Map(read.states.map((state) => [state.id, state]))
  const inputs = flatten(form.inputs).flatMap((input) => {
    const state = states.get(input.id)
    return state ? [{ input: inputView(input), ...judgement(state) }] : []
  })
  return { id: form.id, namespace: form.namespace, inputs, checks: failed }
}

/** As an author writes it: the type's own options beside the common ones. */
function inputView({ options, inputs, columns, ...input }: Input): object {
  return { ...options, ...input, inputs: inputs?.map(inputView), columns: columns?.map(inputView) }
}

function judgement(state: InputState): Omit<InputValidation['inputs'][number], 'input'> {
  return {
    value: state.value ?? undefined,
    enabled: state.visible,
    isDefault: state.isDefault === true,
    errors: state.problems.map((problem) => ({
      message: sentence(problem),
      renderError: problem.code === 'expression',
    })),
  }
}

/** Files that came with the values are known here and nowhere else. */
export function withFiles(host: InputHost, files: ReadonlyMap<string, ReceivedFile>): InputHost {
  return { ...host, upload: async (id) => files.get(id) ?? host.upload?.(id) }
}
