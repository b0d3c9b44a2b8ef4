import { semantics } from '#engine/flow/advance/semantics.ts'
import type { RunStart } from '#engine/flow/advance/events.ts'
import type { Check, Flow, JsonObject } from '#engine/flow/flow.ts'
import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import type { InputHost } from '#engine/flow/inputs/types.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { limits } from '#engine/workflow/limits.ts'
import { sizeOf } from '#engine/workflow/size.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, uniqueConflict, type Tx } from '#server/db.ts'
import { sendDraft } from '#server/drafts/delete-draft.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { requesterOf } from '#server/people/requester-of.ts'
import { createRequest, type StartedApp } from '#server/requests/create-request.ts'
import { committed } from '#server/transaction.ts'
import { flowToStart } from './flow-to-start.ts'
import { inputHost } from './input-host.ts'
import { demandRight } from './input-refusal.ts'
import { insertExecution } from './insert-execution.ts'
import { labelsOf } from './labels.ts'
import { newExecutionId } from './new-id.ts'
import { throughGate } from './start-gate.ts'
import { takeAnswers } from './take-answers.ts'

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
  app?: StartedApp
  /** The draft that it was filled in as: it ends in the same transaction. */
  draftId?: string
  /** It begins then; undefined, or a time that has passed: at once. */
  scheduleDate?: Date
}

export interface Started {
  executionId: string
  requestId: string
}

/** Many may start at once: they wait for each other rather than be refused. Milliseconds. */
const burst = { maxWait: 20_000, timeout: 20_000 }

/**
 * Starts an execution of a published flow: its row and its request are stored in one transaction, then its workflow is
 * started, at its time and when the flow's limit lets it. A start whose workflow could not be reached is repaired by the sweep.
 * @throws AppError `not-found`, `forbidden`, `invalid` with every problem of the inputs and every check that blocks, `conflict` for a disabled flow
 */
export async function startExecution(actor: Actor, call: StartCall): Promise<Started> {
  if (!call.app) demand(actor, 'execution:create', { namespace: call.namespace })
  const key = call.idempotencyKey === undefined ? undefined : `${actor.id}:${call.idempotencyKey}`
  const [flow, before] = await Promise.all([flowToStart(call), key === undefined ? null : startedWith(key)])
  if (before) return before
  const { values, failure } = await readValues(actor, flow, { raw: call.inputs })
  const labels = labelsOf(flow, call.labels)
  if (call.app) labels['system.app'] = call.app.id
  const start = startOf(actor, flow, { values, labels })
  try {
    const { result: requestId, follow } = await throughGate(() =>
      committed((tx) => insert(tx, { actor, flow, start, call, key, failure }), burst),
    )
    await follow()
    return { executionId: start.executionId, requestId }
  } catch (error) {
    const first = key !== undefined && isRepeat(error) ? await startedWith(key) : null
    if (first) return first
    throw error
  }
}

/** A repeat that ran beside its first call found the key taken, or the draft that it was made of. */
function isRepeat(error: unknown): boolean {
  return uniqueConflict(error) !== undefined || (error instanceof AppError && error.code === 'conflict')
}

async function startedWith(key: string): Promise<Started | null> {
  const row = await db.execution.findUnique({
    where: { idempotencyKey: key },
    select: { id: true, requestId: true },
  })
  return row && { executionId: row.id, requestId: row.requestId ?? '' }
}

interface GivenValues {
  raw: Readonly<Record<string, unknown>>
  /** Absent: that of a form which is sent for the first time. */
  host?: InputHost
}

/**
 * What the inputs come to, and why the execution fails at once where one of the flow's checks says so.
 * @throws AppError `invalid` with every problem of the values and every check that blocks
 */
export async function readValues(
  actor: Actor,
  flow: Flow,
  { raw, host = inputHost(actor, flow, { patient: true }) }: GivenValues,
): Promise<{ values: JsonObject; failure?: string }> {
  const read = await readInputs(flow, raw, host)
  const { values } = read
  const verdict = await judgeChecks(flow, read, host)
  const said = (behavior: Check['behavior']) =>
    verdict.failed.filter((check) => check.behavior === behavior).map(({ message }) => message)
  demandRight(read.problems, said('BLOCK_EXECUTION'))
  if (sizeOf(values) > limits.inputBytes / 2)
    throw new AppError('too-large', 'The inputs are too large; send large data as a file.')
  return verdict.behavior === 'FAIL_EXECUTION'
    ? { values, failure: said('FAIL_EXECUTION').join('\n') }
    : { values }
}

function startOf(
  actor: Actor,
  flow: Flow,
  given: { values: JsonObject; labels: Record<string, string> },
): RunStart {
  const executionId = newExecutionId()
  return {
    executionId,
    generation: 1,
    inputs: given.values,
    labels: { ...given.labels, 'system.correlationId': executionId },
    variables: flow.variables,
    requester: requesterOf(actor),
    semantics,
    at: Date.now(),
  }
}

interface Insertion {
  actor: Actor
  flow: Flow
  start: RunStart
  call: StartCall
  key: string | undefined
  failure: string | undefined
}

async function insert(tx: Tx, { actor, flow, start, call, key, failure }: Insertion): Promise<string> {
  const { executionId } = start
  start.inputs = await takeAnswers(tx, { actor, flow, executionId, values: start.inputs })
  await audit(tx, actor, { action: 'execution:create', subjectType: 'execution', subjectId: executionId })
  const isPerson = actor.door !== 'system'
  // last, for its number holds the app's row until the commit
  const request = isPerson
    ? await createRequest(tx, {
        executionId,
        flow,
        app: call.app,
        requesterId: actor.id,
        language: actor.language,
        values: start.inputs,
      })
    : undefined
  await insertExecution(tx, {
    flow,
    start,
    requestId: request?.id,
    createdById: isPerson ? actor.id : undefined,
    idempotencyKey: key,
    failure,
    scheduleDate: isLater(call.scheduleDate) ? call.scheduleDate : undefined,
  })
  if (call.draftId !== undefined) await sendDraft(tx, actor, call.draftId)
  return request?.id ?? ''
}

function isLater(date: Date | undefined): boolean {
  return date !== undefined && date.getTime() > Date.now()
}
