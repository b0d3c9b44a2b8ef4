import { findOptions, forForm } from '#engine/flow/inputs/find-options.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { readsIn } from '#engine/flow/parse/context.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadReferences } from '#server/files/references.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { FormPreview } from '#server/flows/view.ts'
import { startOf } from '#server/runs/beginning.ts'
import { foundOptions } from '#server/runs/found-options.ts'
import { inputHost } from '#server/runs/input-host.ts'
import type { SearchInForm } from '#server/runs/life-forms.ts'
import { readAsked } from '#server/runs/read-asked.ts'
import { outputsOf } from '#server/runs/outputs-of.ts'
import {
  judgeInputs,
  withFiles,
  type InputValidation,
  type ReceivedValues,
} from '#server/runs/validate-inputs.ts'
import { takeAnswers } from '#server/runs/take-answers.ts'
import { can } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { inputsOf } from './asked.ts'
import { findApproval } from './get-approval.ts'

/** Which task of which execution asks. */
interface Asking {
  executionId: string
  taskId: string
}

type Values = Readonly<Record<string, unknown>>

/**
 * The form of an approval, judged for these values.
 * @throws AppError `not-found`; `forbidden` for who does not decide in it; `conflict` where it is closed or asks nothing
 */
export async function approvalForm(actor: Actor, id: string, values: Values): Promise<FormPreview> {
  const { form, host } = await openForm(actor, id)
  const { states } = await readInputs(form, values, host)
  return { inputs: forForm(form.inputs, markdownToHtml), states, checks: [] }
}

/** Options of one input of that form. @throws AppError as `approvalForm`; `not-found` where it has none */
export async function approvalOptions(
  actor: Actor,
  id: string,
  { values, search }: SearchInForm,
): Promise<FoundOptions> {
  const { form, host } = await openForm(actor, id)
  return foundOptions(await findOptions(form, values, { host, search }))
}

/** What these values would be told of each input of that form; takes nothing. @throws AppError as `approvalForm` */
export async function judgeForm(
  actor: Actor,
  id: string,
  { raw, files }: ReceivedValues,
): Promise<InputValidation> {
  const { form, host } = await openForm(actor, id, { patient: true })
  return judgeInputs({ ...form, checks: [] }, raw, withFiles(host, files))
}

async function openForm(actor: Actor, id: string, { patient = false } = {}) {
  const approval = await findApproval(actor, id)
  if (!can(actor, 'approval:decide', approval))
    throw new AppError('forbidden', 'You are not one of those who decide on this.')
  if (approval.state !== 'OPEN') throw new AppError('conflict', 'This approval is closed')
  const asked = await askedBy(approval)
  if (asked.inputs.length === 0) throw new AppError('conflict', 'This approval asks for no answers.')
  const { flow, inputs, given, more } = asked
  return { form: { ...flow, inputs }, host: inputHost(actor, flow, { patient, given, variables: more }) }
}

/**
 * Reads what somebody answers who approves, and takes it for good: uploads become files of the execution, secrets are sealed.
 * A repeat finds what an earlier try has taken.
 * @throws AppError `invalid` with every problem of the values
 */
export async function takeForm(actor: Actor, asking: Asking, raw: Values): Promise<JsonObject> {
  const { flow, inputs, given, more } = await askedBy(asking)
  const values = await readAsked(actor, { flow, inputs, raw, more, given })
  const { executionId } = asking
  return transaction((tx) =>
    takeAnswers(tx, { actor, flow: { ...flow, inputs }, executionId, values, kept: new Map() }),
  )
}

/** The form, and what its expressions see: of the execution as it stands, outputs only where they name them. */
async function askedBy({ executionId, taskId }: Asking) {
  const row = await db.execution.findUniqueOrThrow({ where: { id: executionId } })
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const inputs = inputsOf(flow, taskId)
  const { inputs: given, labels, requester = {}, trigger } = await startOf(row)
  const { whole, names } = readsIn(JSON.parse(JSON.stringify(inputs)) as Json)
  const named = new Set(
    names.flatMap(([root, id]) => (root === 'outputs' && typeof id === 'string' ? id : [])),
  )
  const outputs = Object.entries(await outputsOf(row)).filter(([id]) => whole || named.has(id))
  const more: JsonObject = {
    execution: { id: row.id, state: row.state },
    labels,
    requester,
    ...(trigger ? { trigger } : {}),
    outputs: await loadReferences(Object.fromEntries(outputs), executionId),
  }
  return { flow, inputs, given, more }
}
