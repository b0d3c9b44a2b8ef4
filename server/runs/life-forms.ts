import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { flatten } from '#engine/flow/inputs/flatten.ts'
import { findOptions, forForm, type OptionSearch } from '#engine/flow/inputs/find-options.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { FormPreview } from '#server/flows/view.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { foundOptions } from './found-options.ts'
import { findExecution } from './get-execution.ts'
import { inputHost } from './input-host.ts'
import { outputsOf } from './outputs-of.ts'
import { pausedRun, seenByAsked } from './paused-run.ts'
import { withoutSecrets } from './show-secrets.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The form of a resume, with the states of its inputs for these values.
 * @throws AppError `not-found`, `forbidden`, `conflict` where the execution is not paused
 */
export async function resumeForm(actor: Actor, id: string, values: Values): Promise<FormPreview> {
  return resumeFormOf(actor, await findExecution(actor, id, 'execution:update'), values)
}

/** The same for a verb that has asked for its own permission. @throws AppError `conflict` */
export async function resumeFormOf(actor: Actor, row: Execution, values: Values): Promise<FormPreview> {
  const { form, host } = await resumed(actor, row)
  const { states } = await readInputs(form, values, host)
  return { inputs: forForm(form.inputs, markdownToHtml), states, checks: [] }
}

export interface SearchInForm {
  values: Values
  search: OptionSearch
}

/** Options of one input of that form. @throws AppError as `resumeForm`; `not-found` where it has none */
export async function resumeOptions(actor: Actor, id: string, search: SearchInForm): Promise<FoundOptions> {
  return optionsOfResume(actor, await findExecution(actor, id, 'execution:update'), search)
}

/** The same for a verb that has asked for its own permission. @throws AppError `conflict`, `not-found` */
export async function optionsOfResume(
  actor: Actor,
  row: Execution,
  { values, search }: SearchInForm,
): Promise<FoundOptions> {
  const { form, host } = await resumed(actor, row)
  return foundOptions(await findOptions(form, values, { host, search }))
}

async function resumed(actor: Actor, row: Execution) {
  const { flow, inputs } = await pausedRun(row)
  const host = inputHost(actor, flow, { variables: seenByAsked(row, await outputsOf(row)) })
  return { form: { ...flow, inputs }, host }
}

/**
 * The form of a replay: without values it holds those that the execution began with, but no secrets and no files.
 * @throws AppError `not-found`, `forbidden`
 */
export async function replayForm(actor: Actor, id: string, values: Values | undefined): Promise<FormPreview> {
  const row = await findExecution(actor, id, 'execution:create')
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const given = values ?? kept(withoutSecrets(row.inputs as JsonObject), flow.inputs)
  const host = inputHost(actor, flow)
  const read = await readInputs(flow, given, host)
  const { failed } = await judgeChecks(flow, read, host)
  return { inputs: forForm(flow.inputs, markdownToHtml), states: read.states, checks: failed }
}

/** Options of one input of that form. @throws AppError as `replayForm`; `not-found` where it has none */
export async function replayOptions(
  actor: Actor,
  id: string,
  { values, search }: SearchInForm,
): Promise<FoundOptions> {
  const row = await findExecution(actor, id, 'execution:create')
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  return foundOptions(await findOptions(flow, values, { host: inputHost(actor, flow), search }))
}

function kept(values: JsonObject, inputs: Parameters<typeof flatten>[0]): JsonObject {
  const lost = flatten(inputs).filter(
    ({ type }) => checks[type]?.secret || checks[type]?.upload || checks[type]?.signature,
  )
  return Object.fromEntries(Object.entries(values).filter(([name]) => !lost.some(({ id }) => id === name)))
}
