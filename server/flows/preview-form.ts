import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { findOptions, forForm, type OptionSearch } from '#engine/flow/inputs/find-options.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { foundOptions } from '#server/runs/found-options.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
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
  const flow = await flowOf(actor, source)
  const host = inputHost(actor, flow)
  const read = await readInputs(flow, values, host)
  const { failed } = await judgeChecks(flow, read, host)
  return { inputs: forForm(flow.inputs, markdownToHtml), states: read.states, checks: failed }
}

/**
 * Options of one input of that form.
 * @throws AppError as `previewForm`; `not-found` for an input that is hidden or has no options
 */
export async function previewOptions(
  actor: Actor,
  source: string,
  { values, search }: { values: Readonly<Record<string, unknown>>; search: OptionSearch },
): Promise<FoundOptions> {
  const flow = await flowOf(actor, source)
  return foundOptions(await findOptions(flow, values, { host: inputHost(actor, flow), search }))
}

async function flowOf(actor: Actor, source: string): Promise<Flow> {
  demand(actor, 'flow:read')
  const { flow, problems } = await compile(source)
  if (!flow)
    throw new AppError('invalid', 'The source has problems: its form cannot be shown.', { details: problems })
  demand(actor, 'flow:read', { namespace: flow.namespace })
  return flow
}
