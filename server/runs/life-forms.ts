import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { flatten } from '#engine/flow/inputs/flatten.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { FormPreview } from '#server/flows/view.ts'
import { findExecution } from './get-execution.ts'
import { inputHost } from './input-host.ts'
import { pausedRun, seenByAsked } from './paused-run.ts'
import { withoutSecrets } from './show-secrets.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The form of a resume, with the states of its inputs for these values.
 * @throws AppError `not-found`, `forbidden`, `conflict` where the execution is not paused
 */
export async function resumeForm(actor: Actor, id: string, values: Values): Promise<FormPreview> {
  const row = await findExecution(actor, id, 'execution:update')
  const { flow, inputs } = await pausedRun(row)
  const host = inputHost(actor, flow, seenByAsked(row, {}))
  const { states } = await readInputs({ ...flow, inputs }, values, host)
  return { inputs, states, checks: [] }
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
  return { inputs: flow.inputs, states: read.states, checks: failed }
}

function kept(values: JsonObject, inputs: Parameters<typeof flatten>[0]): JsonObject {
  const lost = flatten(inputs).filter(({ type }) => checks[type]?.secret || checks[type]?.upload)
  return Object.fromEntries(Object.entries(values).filter(([name]) => !lost.some(({ id }) => id === name)))
}
