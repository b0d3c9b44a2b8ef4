import type { Flow, Input, JsonObject } from '#engine/flow/flow.ts'
import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { sentence } from '#engine/flow/inputs/sentence.ts'
import { limits } from '#engine/workflow/limits.ts'
import { sizeOf } from '#engine/workflow/size.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { inputHost } from './input-host.ts'

export interface Asked {
  flow: Flow
  /** Of the flow, or of a task that waits. */
  inputs: Input[]
  raw: Readonly<Record<string, unknown>>
  /** Of the flow, where its inputs are asked: those that block refuse the values. */
  checks?: Flow['checks']
  /** What their templates see besides the values themselves. */
  more?: JsonObject
  /** What they see under `inputs` besides. */
  given?: JsonObject
}

/**
 * Reads what a person answered to inputs.
 * @throws AppError `invalid` with every problem, `too-large`
 */
export async function readAsked(
  actor: Actor,
  { flow, inputs, raw, more, given, checks }: Asked,
): Promise<JsonObject> {
  const host = inputHost(actor, flow, { patient: true, variables: more, given })
  const read = await readInputs({ ...flow, inputs }, raw, host)
  const { values, problems } = read
  const { failed } = await judgeChecks({ checks }, read, host)
  const details = problems.map((problem) => ({
    path: problem.inputId,
    message: sentence(problem, rawOf(raw, problem.inputId)),
  }))
  for (const { behavior, message } of failed)
    if (behavior === 'BLOCK_EXECUTION') details.push({ path: 'checks', message })
  if (details.length > 0)
    throw new AppError('invalid', details.map(({ message }) => message).join('\n'), { details })
  if (sizeOf(values) > limits.inputBytes / 4)
    throw new AppError('too-large', 'The inputs are too large; send large data as a file.')
  return values
}
