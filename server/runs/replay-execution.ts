import { semantics } from '#engine/flow/advance/semantics.ts'
import type { Again, KeptRun } from '#engine/flow/advance/keep.ts'
import type { RunStart } from '#engine/flow/advance/events.ts'
import { isTerminal, type Flow, type JsonObject, type State } from '#engine/flow/flow.ts'
import type { Execution, TaskRun } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { copyFiles } from '#server/files/copy-files.ts'
import { namedRevision } from '#server/flows/load-flow.ts'
import { moveRequest } from '#server/requests/move-request.ts'
import { transaction } from '#server/transaction.ts'
import { startOf } from './beginning.ts'
import { beginAgain } from './begin-again.ts'
import { findExecution } from './get-execution.ts'
import { insertExecution, type StartedBy } from './insert-execution.ts'
import { newExecutionId } from './new-id.ts'
import { planRun } from './plan-run.ts'
import { readAsked } from './read-asked.ts'
import type { HistoryEntry } from './state-rules.ts'
import { storable } from './storable.ts'
import { lockExecution } from './locked-execution.ts'
import { restate } from './transition.ts'
import { written } from './written.ts'
import { takeAnswers } from './take-answers.ts'

export interface ReplayCall {
  /** Where it begins; undefined: from the beginning. */
  taskRunId?: string
  /** Undefined: the execution's own. */
  revision?: number
  latestRevision?: boolean
  /** Undefined: the same values. */
  inputs?: Readonly<Record<string, unknown>>
}

/**
 * Plays an execution again as a new one of the same request; what ran before the chosen task run is kept.
 * @returns the new execution's id
 * @throws AppError `not-found`, `forbidden`, `conflict` where it still runs, `invalid` for an unknown task run or wrong inputs
 */
export async function replayExecution(actor: Actor, id: string, call: ReplayCall = {}): Promise<string> {
  const row = await findExecution(actor, id, 'execution:create')
  if (call.taskRunId !== undefined && !isTerminal(row.state as State))
    throw new AppError('conflict', `The execution must have ended for that, but it is ${row.state}.`)
  const again: Again | undefined =
    call.taskRunId === undefined ? undefined : { kind: 'from', taskRunId: call.taskRunId }
  const revision = call.latestRevision ? await newestRevision(row) : call.revision
  return copyExecution(actor, row, { again, revision, inputs: call.inputs, action: 'execution:replay' })
}

async function newestRevision({ namespace, flowId }: Execution): Promise<number> {
  const flow = await db.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  if (!flow || flow.deleted) throw new AppError('conflict', `The flow ${flowId} is deleted.`)
  return flow.revision
}

export interface Copying {
  /** Undefined: nothing is kept. */
  again: Again | undefined
  revision?: number
  inputs?: Readonly<Record<string, unknown>>
  action: 'execution:replay' | 'execution:restart'
}

/** Inserts a new execution that goes on from another one's task runs, and starts it. @returns its id */
export async function copyExecution(actor: Actor, row: Execution, copying: Copying): Promise<string> {
  const { again, revision = row.flowRevision, action } = copying
  const flow = await namedRevision(row.namespace, row.flowId, revision)
  if (!flow) throw new AppError('not-found', `The flow ${row.flowId} has no revision ${revision}.`)
  const values =
    copying.inputs &&
    (await readAsked(actor, { flow, inputs: flow.inputs, checks: flow.checks, raw: copying.inputs }))
  const executionId = newExecutionId()
  const before = await startOf(row)
  await transaction(async (tx) => {
    const plan = again && (await planRun(tx, { executionId: row.id, flow, again }))
    const owner = { namespace: row.namespace, flowId: row.flowId, executionId }
    const moved = await copyFiles(tx, row.id, owner)
    const inputs = values
      ? await takeAnswers(tx, { actor, flow, executionId, values })
      : moved(row.inputs as JsonObject)
    const mark = action === 'execution:replay' ? 'system.replay' : 'system.restarted'
    const labels = { ...(row.labels as Record<string, string>), [mark]: 'true' }
    // what is kept is of its round; from the beginning there is none before it
    const rounds = plan ? { round: before.round, rounds: moved(before.rounds ?? []) } : {}
    const start = { ...newStart({ before, row, flow, executionId, inputs, labels }), ...rounds }
    await insertExecution(tx, {
      flow,
      start,
      requestId: row.requestId ?? undefined,
      createdById: row.createdById ?? (actor.door === 'system' ? undefined : actor.id),
      trigger: (row.trigger ?? undefined) as StartedBy | undefined,
      replaces: row.id,
      begun: plan !== undefined,
    })
    if (plan) await copyRuns(tx, { row, executionId, labels, kept: plan.kept, moved, at: start.at })
    if (row.requestId) await moveRequest(tx, row.requestId, executionId)
    const begins: JsonObject = again?.kind === 'from' ? { taskRunId: again.taskRunId } : {}
    const after = { from: row.id, revision, ...begins, inputs: values ? 'changed' : 'same' }
    await audit(tx, actor, { action, subjectType: 'execution', subjectId: executionId, after })
  })
  if (again) await beginAgain(executionId)
  return executionId
}

interface NewStart {
  /** How the execution began that is played again: who asked for it, what triggered it. */
  before: RunStart
  row: Execution
  flow: Flow
  executionId: string
  inputs: JsonObject
  labels: Record<string, string>
}

function newStart({ before, row, flow, executionId, inputs, labels }: NewStart): RunStart {
  const at = Date.now()
  const { trigger, requester } = before
  return {
    executionId,
    generation: 1,
    inputs,
    labels,
    trigger,
    requester,
    variables: { ...flow.variables, ...(row.variables as JsonObject | null) },
    semantics,
    origin: { executionId: row.originalId ?? row.id, attempt: 1, startedAt: at },
    at,
  }
}

interface Copied {
  row: Execution
  executionId: string
  labels: Record<string, string>
  kept: readonly KeptRun[]
  moved: <T>(value: T) => T
  at: number
}

/** The kept task runs under the new execution, with the histories that they had; the execution goes on from its own. */
async function copyRuns(tx: Tx, { row, executionId, labels, kept, moved, at }: Copied): Promise<void> {
  const rows = new Map(
    (await tx.taskRun.findMany({ where: { executionId: row.id } })).map((run) => [run.id, run]),
  )
  const idOf = (id: string) => executionId + id.slice(row.id.length)
  const date = new Date(at).toISOString()
  const data = kept.flatMap((run) => {
    const before = rows.get(run.id)
    return before ? [copyOf(before, run, { executionId, idOf, moved, date })] : []
  })
  await tx.taskRun.createMany({ data })
  const locked = await lockExecution(tx, executionId)
  const histories = written<HistoryEntry[]>(row.histories)
  if (locked) await restate(tx, locked, { state: 'RESTARTED', at, labels, histories, raise: false })
}

interface Moving {
  executionId: string
  idOf: (id: string) => string
  moved: Copied['moved']
  date: string
}

function copyOf(before: TaskRun, run: KeptRun, { executionId, idOf, moved, date }: Moving) {
  const goesOn = run.as !== 'done'
  const histories = written<HistoryEntry[]>(before.histories)
  const changed = goesOn || run.state !== before.state
  return {
    ...before,
    id: idOf(before.id),
    executionId,
    parentId: before.parentId === null ? null : idOf(before.parentId),
    state: run.state,
    kept: run.as,
    node: Prisma.DbNull,
    attempts: run.attempts ? JSON.parse(storable(run.attempts)) : Prisma.DbNull,
    outputs: before.outputs === null || run.as === 'again' ? Prisma.DbNull : moved(before.outputs),
    message: goesOn ? null : before.message,
    endedAt: goesOn ? null : before.endedAt,
    histories: JSON.parse(storable(changed ? [...histories, { state: run.state, date }] : histories)),
  }
}
