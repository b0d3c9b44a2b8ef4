import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { compile } from './compile.ts'
import type { FormPreview } from './view.ts'

/**
 * The form of a source that need not be saved, with the states of its inputs for these values: the author's preview, and the form
 * of a run that is started by hand.
 * @throws AppError `invalid` with every problem of the source; `forbidden`
 */
export async function previewForm(
  actor: Actor,
  source: string,
  values: Readonly<Record<string, unknown>>,
): Promise<FormPreview> {
  demand(actor, 'flow:read')
  const { flow, problems } = await compile(source)
  if (!flow)
    throw new AppError('invalid', 'The source has problems: its form cannot be shown.', { details: problems })
  demand(actor, 'flow:read', { namespace: flow.namespace })
  const host = inputHost(actor, flow)
  const read = await readInputs(flow, values, host)
  const { failed } = await judgeChecks(flow, read, host)
  return { inputs: flow.inputs, states: read.states, checks: failed }
}
