import { semantics } from '#engine/flow/advance/semantics.ts'
import type { RunStart } from '#engine/flow/advance/types.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { sentence } from '#engine/flow/inputs/sentence.ts'
import { limits } from '#engine/workflow/limits.ts'
import { sizeOf } from '#engine/workflow/size.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, uniqueConflict, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { claimUploads } from '#server/files/claim-uploads.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { log } from '#server/log.ts'
import { demand } from '#server/people/can.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { startRun } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { inputHost } from './input-host.ts'
import { labelsOf } from './labels.ts'
import { newExecutionId } from './new-id.ts'
import { firstInput } from './run-input.ts'
import { throughGate } from './start-gate.ts'
import { storable } from './storable.ts'

export interface StartCall {
  namespace: string
  flowId: string
  /** Undefined: the newest. */
  revision?: number
  /** As a form, a JSON body or a multipart request sent them. */
  inputs: Readonly<Record<string, unknown>>
  labels?: Readonly<Record<string, string>>
  /** A second start with the same key by the same person answers with the first execution. */
  idempotencyKey?: string
  /** The app that it was submitted in: then the verb that submits has asked for `app:use`. */
  app?: { id: string; revision: number }
}

export interface Started {
  executionId: string
  requestId: string
}

/** Many may start at once: they wait for each other rather than be refused. Milliseconds. */
const burst = { maxWait: 20_000, timeout: 20_000 }

/**
 * Starts an execution of a published flow: its row and its request are stored in one transaction, then its workflow is
 * started. A start whose workflow could not be reached is repaired by the sweep.
 * @throws AppError `not-found`, `forbidden`, `invalid` with every problem of the inputs, `conflict` for a disabled flow
 */
export async function startExecution(actor: Actor, call: StartCall): Promise<Started> {
  if (!call.app) demand(actor, 'execution:create', { namespace: call.namespace })
  const flow = await flowToStart(call)
  const key = call.idempotencyKey === undefined ? undefined : `${actor.id}:${call.idempotencyKey}`
  const before = key === undefined ? null : await startedWith(key)
  if (before) return before
  const values = await readValues(actor, flow, call.inputs)
  const labels = labelsOf(flow, call.labels)
  if (call.app) labels['system.app'] = call.app.id
  const start = startOf(actor, flow, { values, labels })
  try {
    const requestId = await throughGate(() =>
      transaction((tx) => insert(tx, { actor, flow, start, call, key }), burst),
    )
    await begin(flow, start)
    return { executionId: start.executionId, requestId }
  } catch (error) {
    const first = key !== undefined && uniqueConflict(error) ? await startedWith(key) : null
    if (first) return first
    throw error
  }
}

async function flowToStart({ namespace, flowId, revision }: StartCall): Promise<Flow> {
  const row = await db.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  if (!row || row.deleted) throw new AppError('not-found', `There is no flow ${flowId} in ${namespace}.`)
  if (row.disabled)
    throw new AppError('conflict', `The flow ${flowId} is disabled: it takes no new requests.`)
  const flow = await loadFlow(namespace, flowId, revision ?? row.revision)
  if (flow.disabled)
    throw new AppError('conflict', `The flow ${flowId} is disabled: it takes no new requests.`)
  return flow
}

async function startedWith(key: string): Promise<Started | null> {
  const row = await db.execution.findUnique({
    where: { idempotencyKey: key },
    select: { id: true, requestId: true },
  })
  return row && { executionId: row.id, requestId: row.requestId ?? '' }
}

async function readValues(
  actor: Actor,
  flow: Flow,
  raw: Readonly<Record<string, unknown>>,
): Promise<JsonObject> {
  const { values, problems } = await readInputs(flow, raw, inputHost(actor, flow))
  const details = problems.map((problem) => ({
    path: problem.inputId,
    message: sentence(problem, rawOf(raw, problem.inputId)),
  }))
  if (details.length > 0)
    throw new AppError('invalid', details.map(({ message }) => message).join('\n'), { details })
  if (sizeOf(values) > limits.inputBytes / 2)
    throw new AppError('too-large', 'The inputs are too large; send large data as a file.')
  return values
}

function startOf(
  actor: Actor,
  flow: Flow,
  given: { values: JsonObject; labels: Record<string, string> },
): RunStart {
  const executionId = newExecutionId()
  const { id, email, name, timeZone, language } = actor
  return {
    executionId,
    generation: 1,
    inputs: given.values,
    labels: { ...given.labels, 'system.correlationId': executionId },
    variables: flow.variables,
    requester: { id, email, name, timeZone, language, kind: 'person' },
    semantics,
    at: Date.now(),
  }
}

interface NewExecution {
  actor: Actor
  flow: Flow
  start: RunStart
  call: StartCall
  key: string | undefined
}

async function insert(tx: Tx, { actor, flow, start, call, key }: NewExecution): Promise<string> {
  const { executionId } = start
  start.inputs = await claimUploads(tx, { actor, flow, executionId, values: start.inputs })
  await audit(tx, actor, { action: 'execution:create', subjectType: 'execution', subjectId: executionId })
  const isPerson = actor.door !== 'system'
  // last, for its number holds the app's row until the commit
  const request = isPerson
    ? await createRequest(tx, {
        executionId,
        flow,
        app: call.app,
        requesterId: actor.id,
        values: start.inputs,
      })
    : undefined
  const createdAt = new Date(start.at)
  await tx.execution.create({
    data: {
      id: executionId,
      namespace: flow.namespace,
      flowId: flow.id,
      flowRevision: flow.revision,
      requestId: request?.id,
      state: 'CREATED',
      semantics,
      inputs: JSON.parse(storable(start.inputs)),
      labels: start.labels,
      variables: start.variables,
      idempotencyKey: key,
      createdById: isPerson ? actor.id : undefined,
      createdAt,
      histories: [{ state: 'CREATED', date: createdAt.toISOString() }],
    },
  })
  await announce(tx, ['runs', `flow:${flow.namespace}/${flow.id}`])
  return request?.id ?? ''
}

async function begin(flow: Flow, start: RunStart): Promise<void> {
  try {
    await startRun(firstInput(flow, start))
  } catch (error) {
    // the row is there, so the sweep starts it; the person need not know
    log().warn(
      { executionId: start.executionId, error: String(error) },
      'The workflow could not be started yet',
    )
  }
}
