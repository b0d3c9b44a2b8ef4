import { judgeChecks, type FailedCheck } from '#engine/flow/inputs/checks.ts'
import { findOptions, forForm, type OptionSearch } from '#engine/flow/inputs/find-options.ts'
import type { Input } from '#engine/flow/flow.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { FoundOptions, InputState } from '#engine/flow/inputs/types.ts'
import type { Actor } from '#server/actor.ts'
import type { RawValues } from '#server/apps/open-form.ts'
import { foundOptions } from '#server/runs/found-options.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { answersBefore, loadChanges } from './load-changes.ts'

/** The form of a request that was sent back. */
export interface ChangesForm {
  round: number
  inputs: Input[]
  states: InputState[]
  /** The flow's checks that speak about these values. */
  checks: FailedCheck[]
  /** Files of the round before; `id` stands for each among the values. */
  files: { id: string; name: string; size: number }[]
}

/**
 * The form as its requester fills it in again: without values it holds the old answers, with them what the server says of these.
 * @throws AppError `not-found`, `forbidden`, `conflict` where the request was not sent back
 */
export async function changesForm(actor: Actor, id: string, values?: RawValues): Promise<ChangesForm> {
  const changes = await loadChanges(actor, id)
  const { flow, request, files } = changes
  const host = changes.host()
  const read = await readInputs(flow, values ?? answersBefore(changes), host)
  return {
    round: request.round,
    inputs: forForm(flow.inputs, markdownToHtml),
    states: read.states,
    checks: (await judgeChecks(flow, read, host)).failed,
    files: [...files].map(([fileId, { name, size }]) => ({ id: fileId, name, size })),
  }
}

/** Options of one input of that form. @throws AppError as `changesForm`; `not-found` where it has none */
export async function changesOptions(
  actor: Actor,
  id: string,
  { values, search }: { values: RawValues; search: OptionSearch },
): Promise<FoundOptions> {
  const { flow, host } = await loadChanges(actor, id)
  return foundOptions(await findOptions(flow, values, { host: host(), search }))
}
